using System.Globalization;
using Maillage.Features.Places;
using Maillage.Features.Places.Hours;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.Extensions.Localization;

namespace Maillage.Features.Meetings.Public;

/// <summary>Says when, how long and for how much, in the language of the page.</summary>
public sealed class MeetingWords(IStringLocalizer texts, TimeProvider time)
{
    private const int MinutesOfHour = 60;

    /// <summary>« Jeudi 26 novembre ».</summary>
    public string Day(DateTime utc)
    {
        var day = FrenchTypography.Day(ParisTime.At(utc), "dddd d MMMM");
        return char.ToUpper(day[0], CultureInfo.CurrentCulture) + day[1..];
    }

    /// <summary>« 14 h 30 ».</summary>
    public string Hour(DateTime utc) => OpeningStateWords.Time(ParisTime.At(utc), CultureInfo.CurrentCulture);

    /// <summary>« 14 h – 16 h 30 », on the clocks of Paris.</summary>
    public string Hours(DateTime from, DateTime to) =>
        $"{OpeningStateWords.Time(from, CultureInfo.CurrentCulture)} – {OpeningStateWords.Time(to, CultureInfo.CurrentCulture)}";

    /// <summary>« Jeudi 26 novembre à 14 h 30 ».</summary>
    public string When(DateTime utc) => texts["{0} à {1}", Day(utc), Hour(utc)];

    /// <summary>« demain »; null for days that their date tells well enough.</summary>
    public string? Near(DateTime utc) =>
        (ParisTime.DayAt(utc).DayNumber - time.TodayInParis().DayNumber) switch
        {
            0 => texts["aujourd’hui"].Value,
            1 => texts["demain"].Value,
            _ => null,
        };

    /// <summary>« 45 minutes », « 1 h 30 ».</summary>
    public string Length(int minutes) =>
        Math.DivRem(minutes, MinutesOfHour) switch
        {
            (0, var rest) => texts["{0} minutes", rest].Value,
            (var hours, 0) => texts["{0} h", hours].Value,
            var (hours, rest) => texts["{0} h {1:00}", hours, rest].Value,
        };

    /// <summary>A session lasts as long as it was opened for.</summary>
    public string Length(Slot slot) => Length((int)(slot.EndsAt - slot.StartsAt).TotalMinutes);

    /// <summary>What one does to come: nothing, or how many seats are left.</summary>
    public string Entry(Offer offer, Slot slot) =>
        offer.MayBook == MayBook.Nobody
            ? texts[offer.Kind == OfferKind.DropIn ? "Sans rendez-vous" : "Sans inscription"].Value
            : slot.Free switch
            {
                0 => texts["Complet, liste d’attente"].Value,
                1 => texts["1 place libre"].Value,
                var free => texts["{0} places libres", free].Value,
            };

    /// <summary>How one is joined where nobody goes anywhere; null for the rest.</summary>
    public string? Remote(Offer offer) =>
        offer.Kind switch
        {
            OfferKind.Telephone => texts["Au téléphone : une personne vous appelle."].Value,
            OfferKind.Video => texts["En visio : le lien vous est donné quand vous avez réservé."].Value,
            _ => null,
        };

    /// <summary>Whom it is made for; null for everybody.</summary>
    public string? Audience(Offer offer) =>
        offer.Audiences.Count == 0
            ? null
            : string.Join(
                ", ",
                offer.Audiences.Select(value => texts[Vocabularies.Audiences.Find(value)?.Plain ?? value].Value)
            );

    public string? Level(Offer offer) =>
        offer.Level switch
        {
            WorkshopLevel.Beginner => texts["Pour commencer de zéro"].Value,
            WorkshopLevel.Intermediate => texts["Pour qui se débrouille un peu"].Value,
            WorkshopLevel.Advanced => texts["Pour qui se débrouille bien"].Value,
            null => null,
        };

    /// <summary>What stands beside the hour of a session: seats left, or the waiting list; null for appointments.</summary>
    public string? Seats(Offer offer, FreeSlot slot) =>
        (offer.HasSessions, slot.Free) switch
        {
            (false, _) => null,
            _ when offer.MayBook == MayBook.Nobody => texts["sans rendez-vous"].Value,
            (_, 0) => texts["complet, liste d’attente"].Value,
            (_, 1) => texts["1 place libre"].Value,
            (_, var free) => texts["{0} places libres", free].Value,
        };
}
