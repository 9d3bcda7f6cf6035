using System.Globalization;
using Maillage.Platform.Messaging;

namespace Maillage.Features.Messages.Templates;

/// <summary>What happens to a booking, and is told.</summary>
public enum BookingEvent
{
    Confirmed,
    Waiting,

    /// <summary>A seat is free: it is kept for a while.</summary>
    Offered,
    Cancelled,
    Reminder,

    /// <summary>The team has changed the hour.</summary>
    Moved,

    /// <summary>The team has changed the place.</summary>
    OtherPlace,
}

/// <summary>Tells somebody about their booking (avis de réservation): where and when, never what for.</summary>
/// <param name="At">On the clocks of Paris.</param>
/// <param name="Where">Where the reference and the code are written, as one reads it.</param>
public sealed record BookingNotice(BookingEvent Event, DateTime At, string? Commune, string Where) : MessageTemplate
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>In two groups; null in messages that follow the first.</summary>
    public string? Reference { get; init; }

    public string? Code { get; init; }

    /// <summary>The place; null for a telephone appointment.</summary>
    public string? Place { get; init; }

    /// <summary>Of the place or of the help line, as one reads it.</summary>
    public string? Phone { get; init; }

    /// <summary>Until when a seat is kept, on the clocks of Paris.</summary>
    public DateTime? Until { get; init; }

    /// <summary>The hour before it was changed, on the clocks of Paris.</summary>
    public DateTime? Former { get; init; }

    public override string Name =>
        Event switch
        {
            BookingEvent.Confirmed => "booking-confirmed",
            BookingEvent.Waiting => "booking-waiting",
            BookingEvent.Offered => "booking-offered",
            BookingEvent.Cancelled => "booking-cancelled",
            BookingEvent.Reminder => "booking-reminder",
            BookingEvent.Moved => "booking-moved",
            BookingEvent.OtherPlace => "booking-other-place",
        };

    public override string Subject =>
        Event switch
        {
            BookingEvent.Confirmed => $"Votre rendez-vous du {Day(At)}",
            BookingEvent.Waiting => $"Vous êtes sur la liste d’attente du {Day(At)}",
            BookingEvent.Offered => $"Une place est libre le {Day(At)}",
            BookingEvent.Cancelled => $"Votre rendez-vous du {Day(At)} est annulé",
            BookingEvent.Reminder => $"Rappel : votre rendez-vous du {Day(At)}",
            BookingEvent.Moved => $"L’heure a changé : c’est le {Day(At)}",
            BookingEvent.OtherPlace => $"Le lieu a changé pour le {Day(At)}",
        };

    public override IReadOnlyList<string> Paragraphs =>
        [
            "Bonjour,",
            Event switch
            {
                BookingEvent.Confirmed => $"Votre rendez-vous est noté : {WhenAndWhere}.",
                BookingEvent.Waiting =>
                    $"Toutes les places sont prises : {WhenAndWhere}. Nous vous écrirons si une place se libère.",
                BookingEvent.Offered =>
                    $"Une place est libre : {WhenAndWhere}. Nous la gardons pour vous jusqu’au {Day(Until!.Value)} à {Hour(Until.Value)}.",
                BookingEvent.Cancelled => $"Ce rendez-vous n’a pas lieu : {WhenAndWhere}.",
                BookingEvent.Reminder => $"Vous avez rendez-vous : {WhenAndWhere}.",
                BookingEvent.Moved =>
                    $"L’heure a changé. C’est maintenant {WhenAndWhere}. Ce n’est plus le {Day(Former!.Value)} à {Hour(Former.Value)}.",
                BookingEvent.OtherPlace => $"Le lieu a changé. C’est maintenant {WhenAndWhere}.",
            },
            .. Reference is null || Code is null
                ? Array.Empty<string>()
                : [$"Votre référence : {Reference}. Votre code : {Code}. Gardez-les pour vous."],
            .. Event == BookingEvent.Cancelled
                ? Array.Empty<string>()
                : [$"Pour changer ou annuler : {Where}" + (Phone is null ? "." : $", ou le {Phone}.")],
        ];

    public override string Sms =>
        Event switch
        {
            BookingEvent.Confirmed => $"RDV {Short}. {Credentials}{Contact}",
            BookingEvent.Waiting => $"Liste d'attente : {Short}. {Credentials}{Contact}",
            BookingEvent.Offered =>
                $"Place libre {Short}. Gardée jusqu'au {Until!.Value.ToString("d/MM H'h'mm", French)}. Oui ou non : {Contact}",
            BookingEvent.Cancelled => $"RDV annulé : {Short}. {(Phone is null ? "" : "Tél. " + Phone)}",
            BookingEvent.Reminder => $"Rappel : RDV {Short}. Changer ou annuler : {Contact}",
            BookingEvent.Moved =>
                $"Nouvelle heure : RDV {Short}, et non le {Former!.Value.ToString("d/MM H'h'mm", French)}. {Contact}",
            BookingEvent.OtherPlace => $"Nouveau lieu : RDV {Short}. Où exactement : {Contact}",
        };

    public override TimeSpan UsefulFor => TimeSpan.FromDays(1);

    /// <summary>Whoever booked has to know, and whoever comes for nothing too.</summary>
    public override bool IsIndispensable => true;

    public override bool IsUrgent => Event is BookingEvent.Confirmed or BookingEvent.Waiting;

    public override bool HoldsCode => Code is not null;

    private string WhenAndWhere =>
        $"{At.ToString("dddd", French)} {Day(At)} à {Hour(At)}, "
        + (
            Place is null ? "par téléphone"
            : Commune is null ? Place
            : $"{Place}, {Commune}"
        );

    private string Short =>
        $"{At.ToString("ddd d/MM H'h'mm", French)}, {(Place is null ? "par téléphone" : Commune ?? Place)}";

    private string Credentials => Reference is null || Code is null ? "" : $"Réf. {Reference} code {Code} ";

    private string Contact => Phone ?? Where;

    private static string Day(DateTime at) => DayInWords(DateOnly.FromDateTime(at));

    private static string Hour(DateTime at) => at.ToString(at.Minute == 0 ? "H 'h'" : "H 'h' mm", French);
}
