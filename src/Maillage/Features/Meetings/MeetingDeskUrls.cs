using System.Globalization;

namespace Maillage.Features.Meetings;

/// <summary>Addresses of the team's pages: offers, openings, agenda.</summary>
public static class MeetingDeskUrls
{
    public const string Offers = "/espace/offres";

    public const string New = "nouvelle";

    public const string NewOffer = Offers + "/" + New;

    public const string Agenda = "/espace/agenda";

    public const string Add = Agenda + "/ajouter";

    public const string Absences = Agenda + "/absences";

    public static string EditOffer(Guid offer) => $"{Offers}/{offer}";

    public static string CloseOffer(Guid offer) => $"{EditOffer(offer)}/fermer";

    public static string Openings(Guid offer) => $"{EditOffer(offer)}/plages";

    public static string NewOpening(Guid offer) => $"{Openings(offer)}/{New}";

    public static string Opening(Guid offer, Guid opening) => $"{Openings(offer)}/{opening}";

    public static string Documents(Guid offer) => $"{EditOffer(offer)}/documents";

    public static string Day(DateOnly day) => $"{Agenda}?jour={Code(day)}";

    public static string AddTo(Guid offer) => $"{Add}?offre={offer}";

    public static string CancelBooking(Guid booking) => $"{Agenda}/annuler/{booking}";

    /// <summary>Where people are let in to a session.</summary>
    public static string Session(Guid session) => $"{Agenda}/seances/{session}";

    public static string Badges(Guid session) => $"{Session(session)}/badges";

    /// <summary>What a badge shows to the telephone of the team: one person, ready to be noted.</summary>
    public static string Arrival(Guid session, Guid booking) => $"{Session(session)}?personne={booking}";

    internal static string AddAt(SlotKey key) => $"{Add}?creneau={key}";

    internal static string Code(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
