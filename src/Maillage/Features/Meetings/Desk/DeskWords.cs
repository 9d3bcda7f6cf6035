using System.Globalization;
using Maillage.Platform.Text;
using Maillage.Platform.Time;

namespace Maillage.Features.Meetings.Desk;

/// <summary>Offers, days and hours in the words of the team's pages.</summary>
internal static class DeskWords
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    private static readonly (WeekDays Flag, string Name)[] Week =
    [
        (WeekDays.Monday, "lundi"),
        (WeekDays.Tuesday, "mardi"),
        (WeekDays.Wednesday, "mercredi"),
        (WeekDays.Thursday, "jeudi"),
        (WeekDays.Friday, "vendredi"),
        (WeekDays.Saturday, "samedi"),
        (WeekDays.Sunday, "dimanche"),
    ];

    public static IReadOnlyList<(WeekDays Flag, string Name)> Days => Week;

    public static string Words(this OfferKind kind) =>
        kind switch
        {
            OfferKind.Appointment => "Rendez-vous",
            OfferKind.Telephone => "Rendez-vous par téléphone",
            OfferKind.Video => "Rendez-vous en visio",
            OfferKind.Workshop => "Atelier",
            OfferKind.DropIn => "Permanence sans rendez-vous",
            OfferKind.Event => "Événement",
        };

    public static string Words(this WorkshopLevel level) =>
        level switch
        {
            WorkshopLevel.Beginner => "Débutant",
            WorkshopLevel.Intermediate => "Intermédiaire",
            WorkshopLevel.Advanced => "Avancé",
        };

    public static string Words(this MayBook who) =>
        who switch
        {
            MayBook.Anyone => "Tout le monde",
            MayBook.Prescribers => "Les membres du réseau, pour quelqu’un",
            MayBook.Team => "Notre équipe seulement",
            MayBook.Nobody => "Personne : on vient sans s’inscrire",
        };

    public static string Words(this BookingState state) =>
        state switch
        {
            BookingState.Waiting => "Liste d’attente",
            BookingState.Offered => "Place proposée",
            BookingState.Confirmed => "Inscrit",
            BookingState.Attended => "Venu",
            BookingState.Absent => "Pas venu",
            BookingState.Excused => "Reporté",
            BookingState.Cancelled => "Annulé",
        };

    /// <summary>« jeudi 26 novembre 2026 ».</summary>
    public static string Words(this DateOnly day) => FrenchTypography.Day(day, "dddd d MMMM yyyy", French);

    /// <summary>« mardi 24 novembre ».</summary>
    public static string ShortDay(DateOnly day) => FrenchTypography.Day(day, "dddd d MMMM", French);

    /// <summary>At the head of a line.</summary>
    public static string Capital(string words) => char.ToUpper(words[0], French) + words[1..];

    /// <summary>« 9 h », « 11 h 30 ».</summary>
    public static string Words(this TimeOnly time) =>
        FrenchTypography
            .Of(time.ToString(time.Minute == 0 ? "H 'h'" : "H 'h' mm", French))
            .Replace(" ", "\u00A0", StringComparison.Ordinal);

    /// <summary>The hour on the clocks of Paris at an instant, UTC.</summary>
    public static string Hour(DateTime utc) => TimeOnly.FromDateTime(ParisTime.At(utc)).Words();

    /// <summary>« jeudi 26 novembre 2026 à 9 h ».</summary>
    public static string Moment(DateTime utc) => $"{ParisTime.DayAt(utc).Words()} à {Hour(utc)}";

    /// <summary>« 45 min », « 2 h », « 1 h 30 ».</summary>
    public static string Length(TimeSpan length) =>
        (length.TotalHours >= 1 ? TimeOnly.FromTimeSpan(length).Words() : $"{(int)length.TotalMinutes}\u00A0min");

    /// <summary>« chaque semaine, lundi et jeudi, de 9 h à 12 h, jusqu’au 30 juin 2027 ».</summary>
    public static string Words(this Opening opening) =>
        opening.Title is { } part ? $"{part} : {When(opening)}" : When(opening);

    private static string When(Opening opening)
    {
        var hours = $"de {opening.From.Words()} à {opening.To.Words()}";
        if (opening.EveryWeeks == 0)
        {
            return $"Le {opening.FirstDay.Words()}, {hours}";
        }

        var names = Week.Where(day => opening.Days.HasFlag(day.Flag)).Select(day => day.Name).ToList();
        var days = names.Count > 1 ? $"{string.Join(", ", names[..^1])} et {names[^1]}" : string.Concat(names);
        var rhythm = opening.EveryWeeks == 1 ? "Chaque semaine" : $"Toutes les {opening.EveryWeeks} semaines";
        var until = opening.LastDay is { } last
            ? $", jusqu’au {FrenchTypography.Day(last, "d MMMM yyyy", French)}"
            : "";
        return $"{rhythm}, {days}, {hours}{until}";
    }

    /// <summary>« 5 inscrits, 3 places libres », « sans rendez-vous ».</summary>
    public static string Seats(Offer offer, Slot slot) =>
        offer.MayBook == MayBook.Nobody
            ? slot.Taken == 0
                ? "sans inscription"
                : Plural(slot.Taken, "personne venue", "personnes venues")
            : $"{Plural(slot.Taken, "inscrit")}, {Plural(slot.Free, "place libre", "places libres")}";

    public static string Plural(int count, string one, string? many = null) =>
        $"{count}\u00A0{(count > 1 ? many ?? one + "s" : one)}";
}

/// <summary>An hour as people type it: « 9 h », « 9h30 », « 14:30 ».</summary>
internal static class TypedHour
{
    public static TimeOnly? Read(string? typed)
    {
        var text = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        var parts = text.Replace("heures", "h", StringComparison.Ordinal)
            .Replace("heure", "h", StringComparison.Ordinal)
            .Replace(':', 'h')
            .Split('h');
        return
            parts.Length is 1 or 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            && hours < 24
            && Minutes(parts.ElementAtOrDefault(1)) is { } minutes
            ? new TimeOnly(hours, minutes)
            : null;
    }

    private static int? Minutes(string? typed) =>
        string.IsNullOrEmpty(typed) ? 0
        : typed.Length == 2
        && int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
        && minutes < 60
            ? minutes
        : null;
}
