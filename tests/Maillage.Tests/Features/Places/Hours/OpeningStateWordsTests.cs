using System.Globalization;
using Maillage.Features.Places.Hours;

namespace Maillage.Tests.Features.Places.Hours;

public class OpeningStateWordsTests
{
    private const string Office = "Mo-Tu 09:00-12:00,14:00-17:00; We 10:00-12:30";

    [Theory]
    [InlineData(Office, "2026-11-23T09:00", "Ouvert jusqu’à 12 h")]
    [InlineData(Office, "2026-11-23T11:29", "Ouvert jusqu’à 12 h")]
    [InlineData(Office, "2026-11-23T11:35", "Ferme à 12 h, dans 25 min")]
    [InlineData(Office, "2026-11-25T12:00", "Ferme à 12 h 30, dans 30 min")]
    [InlineData(Office, "2026-11-23T12:00", "Fermé, ouvre à 14 h")]
    [InlineData(Office, "2026-11-23T17:00", "Fermé, ouvre demain à 9 h")]
    [InlineData(Office, "2026-11-22T10:00", "Fermé, ouvre demain à 9 h")]
    [InlineData(Office, "2026-11-26T10:00", "Fermé, ouvre lundi à 9 h")]
    [InlineData("We 10:00-12:00", "2026-11-25T12:00", "Fermé, ouvre le 2 décembre à 10 h")]
    [InlineData("Tu[1] 10:00-12:00", "2026-11-20T12:00", "Fermé, ouvre le 1er décembre à 10 h")]
    [InlineData("Jul 10:00-12:00", "2026-11-23T12:00", "Fermé")]
    [InlineData("off", "2026-11-23T12:00", "Fermé")]
    [InlineData("Fr 20:00-02:00", "2026-11-27T21:00", "Ouvert jusqu’à 2 h")]
    [InlineData("Fr 20:00-24:00", "2026-11-27T21:00", "Ouvert jusqu’à minuit")]
    [InlineData("Mo-Tu 00:00-24:00", "2026-11-23T12:00", "Ouvert jusqu’à demain minuit")]
    [InlineData("24/7", "2026-11-23T12:00", "Ouvert jour et nuit")]
    [InlineData("Mo 10:00+", "2026-11-23T12:00", "Ouvert, heure de fermeture non précisée")]
    [InlineData("\"sur rendez-vous\"", "2026-11-23T12:00", "Horaires à confirmer : sur rendez-vous")]
    [InlineData("du lundi au jeudi", "2026-11-23T12:00", "Horaires à confirmer")]
    public void A_state_is_said_in_plain_French(string hours, string now, string words)
    {
        var said = Say(hours, now, "fr-FR");

        Assert.Equal(words, said.Replace('\u00A0', ' '));
        Assert.DoesNotMatch(@"\d (h\b|\d|min)| :", said);
    }

    [Theory]
    [InlineData(Office, "2026-11-23T11:35", "Closes at 12:00, in 25 min")]
    [InlineData(Office, "2026-11-23T14:00", "Open until 17:00")]
    [InlineData(Office, "2026-11-26T10:00", "Closed, opens on Monday at 09:00")]
    [InlineData("du lundi au jeudi", "2026-11-23T12:00", "Hours to be confirmed")]
    public void A_state_is_said_in_plain_English(string hours, string now, string words) =>
        Assert.Equal(words, Say(hours, now, "en"));

    [Theory]
    [InlineData("Mo 09:00-12:30", "9 h – 12 h 30")]
    [InlineData("Mo 18:00+", "à partir de 18 h")]
    [InlineData("Mo", "toute la journée")]
    public void A_stretch_of_the_day_is_said_in_French(string hours, string words)
    {
        var interval = OpeningHours.Parse(hours).Intervals(new(2026, 11, 23), 1, HoursContext.Metropolitan)[0];

        var said = OpeningStateWords.Range(interval, CultureInfo.GetCultureInfo("fr"));

        Assert.Equal(words, said.Replace('\u00A0', ' '));
    }

    private static string Say(string hours, string now, string culture)
    {
        var local = DateTime.Parse(now, CultureInfo.InvariantCulture);
        var context = HoursContext.Metropolitan;
        return OpeningStateWords.Say(
            OpeningHours.Parse(hours).StateAt(context.ToUtc(local), context),
            CultureInfo.GetCultureInfo(culture)
        );
    }
}
