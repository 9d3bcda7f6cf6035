using Maillage.Features.Messages.Templates;
using Maillage.Features.Territories;
using Maillage.Platform.Messaging;

namespace Maillage.Tests.Features.Messages;

/// <summary>What holds for the words of every message.</summary>
public class TemplatesTests
{
    private const string Place = "Espace du Bourg";

    /// <summary>As long as a link of an SMS may be: 64 letters.</summary>
    private static readonly Uri Link = new($"https://exemple.test/v/{new string('x', 41)}");

    private static readonly string LongestCommune = TerritoryMap
        .Compiled.Communes.MaxBy(c => GsmText.Length(GsmText.Of(c.Name)))!
        .Name;

    /// <summary>1er septembre is short; no day is longer to write than this one.</summary>
    private static readonly DateOnly LongestDay = new(2026, 9, 30);

    public static TheoryData<MessageTemplate> Templates =>
        [
            new AccountInvitation(Link, LongestDay),
            new PasswordReset(Link),
            new AccessGiven("ABCD EFGH", "1234 5678", Link.ToString()),
            .. Enum.GetValues<VerificationStep>().Select(step => new VerifyPlace(Place, LongestCommune, Link, step)),
            new ReportOutcome(Place, LongestCommune, LongestDay, IsCorrected: true),
            new ReportOutcome(Place, LongestCommune, LongestDay, IsCorrected: false),
            new ProposalOutcome(LongestCommune, LongestDay, Place, Link, IsNew: true, Refusal: null),
            new ProposalOutcome(LongestCommune, LongestDay, Place, Link, IsNew: false, Refusal: null),
            .. Enum.GetValues<BookingEvent>()
                .Select(what => new BookingNotice(
                    what,
                    LongestDay.ToDateTime(new TimeOnly(14, 30)),
                    LongestCommune,
                    "maillage.maine-et-loire.test/ma-demande"
                )
                {
                    Reference = what is BookingEvent.Confirmed or BookingEvent.Waiting ? "ABCD EFGH" : null,
                    Code = what is BookingEvent.Confirmed or BookingEvent.Waiting ? "1234 5678" : null,
                    Place = Place,
                    Phone = "02 61 91 00 49",
                    Until = LongestDay.ToDateTime(new TimeOnly(18, 45)),
                    Former = LongestDay.ToDateTime(new TimeOnly(18, 45)),
                }),
            .. Enum.GetValues<ProposalRefusal>()
                .Select(why => new ProposalOutcome(LongestCommune, LongestDay, null, null, IsNew: false, why)),
        ];

    [Fact]
    public void Every_template_is_held_by_these_tests()
    {
        var written = typeof(Program)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(MessageTemplate)) && !type.IsAbstract);

        Assert.Empty(written.Except(Templates.Select(row => row.Data.GetType())));
        Assert.Equal(64, Link.ToString().Length);
        Assert.Equal(45, LongestCommune.Length);
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void An_sms_fits_160_letters_with_the_longest_commune_of_France(MessageTemplate template)
    {
        var sms = GsmText.Of(template.Sms);

        Assert.True(GsmText.Length(sms) <= GsmText.LettersOfOneSms, $"{GsmText.Length(sms)} : {sms}");
        Assert.DoesNotContain('?', sms.Replace(" ?", "", StringComparison.Ordinal));
        Assert.True(template.IsIndispensable || sms.Contains("STOP", StringComparison.Ordinal));
    }

    /// <summary>Phones and mailboxes are shared.</summary>
    [Theory]
    [MemberData(nameof(Templates))]
    public void No_message_names_the_subject_the_service_or_the_difficulty(MessageTemplate template)
    {
        string[] telling =
        [
            "numéri",
            "ordinateur",
            "internet",
            "aide",
            "accompagn",
            "médiat",
            "conseill",
            "démarche",
            "dossier",
            "atelier",
            "formation ",
            "cours",
            "droits",
            "allocation",
            "rsa",
            "caf ",
            "impôt",
            "emploi",
            "santé",
            "logement",
            "retraite",
            "handicap",
            "difficult",
            "illettr",
            "signalement",
        ];
        var words = $"{template.Subject}\n{template.Text}\n{template.Sms}".Replace(Link.ToString(), "");

        Assert.DoesNotContain(telling, word => words.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void Text_and_html_say_the_same(MessageTemplate template)
    {
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(template.Html);

        foreach (var paragraph in page.QuerySelectorAll("p"))
        {
            Assert.Contains(paragraph.TextContent.Trim(), template.Text, StringComparison.Ordinal);
        }

        Assert.Equal(template.Button is null ? 0 : 1, page.QuerySelectorAll("a").Length);
        Assert.All(
            page.QuerySelectorAll("a"),
            link => Assert.Equal(template.Button!.Address.AbsoluteUri, link.GetAttribute("href"))
        );
    }

    [Fact]
    public void Markup_in_a_name_stays_words()
    {
        var template = new VerifyPlace("<b>Bourg</b>", "Angers", Link, VerificationStep.First);

        Assert.DoesNotContain("<b>", template.Html);
        Assert.Contains("<b>Bourg</b>", template.Text);
    }
}
