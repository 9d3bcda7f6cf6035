using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Maillage.Features.Places;
using Maillage.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Maillage.Tests.Features.Shared;

/// <summary>English is complete: the proof that any other language can be.</summary>
public class EnglishTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private static readonly string[] Starts =
    [
        "/en/",
        "/en/?commune=",
        "/en/?commune=saint-georges",
        "/en/lieux?commune=49007&besoin=sante",
        "/en/lieux?page=abc",
        "/en/lieux?q=zzzz",
        "/en/lieux?commune=49328&rayon=1",
        "/en/lieux/parti",
        "/en/nulle-part",
    ];

    [Fact]
    public async Task No_french_sentence_is_left_on_an_english_page()
    {
        await using var app = await TestApp.Start(
            db =>
                db.AddRange(
                    Given.Place("Maison des Lices", WithEverything),
                    Given.Place("Autre maison", place => place.OpeningHours = null),
                    Given.Place("Parti", place => place.GoneAt = TestApp.DefaultNow.UtcDateTime)
                ),
            settings: new Dictionary<string, string?> { ["Site:Phone"] = "0261910049" }
        );
        var french = FrenchSentences(app);
        var browser = new Browser(app.Client());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>(Starts);
        while (waiting.TryDequeue(out var address))
        {
            if (!seen.Add(address))
            {
                continue;
            }

            await browser.Open(address);
            Assert.NotEqual(HttpStatusCode.InternalServerError, browser.Status);
            Assert.Equal("en", browser.Page.DocumentElement.GetAttribute("lang"));
            var left = Rendered(browser.Page.DocumentElement)
                .Where(text => french.Exists(sentence => sentence.IsMatch(text)))
                .ToList();
            Assert.True(left.Count == 0, $"{address} : {string.Join(" | ", left)}");
            foreach (var link in OwnLinks(browser).Where(link => !IsForPrograms(link)))
            {
                Assert.True(link.StartsWith("/en", StringComparison.Ordinal), $"{address} → {link}");
                waiting.Enqueue(link);
            }
        }

        Assert.True(seen.Count > 20, $"{seen.Count} pages");
    }

    [Fact]
    public async Task Each_page_names_the_same_page_in_the_other_language()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place("Maison des Lices")));
        var browser = new Browser(app.Client());

        await browser.Open("/lieux?commune=49007");
        await browser.Follow("English");
        Assert.Equal("/en/lieux?commune=49007", browser.Address);
        Assert.Contains("1 place near Angers", browser.Text, StringComparison.Ordinal);

        await browser.Follow("Français");
        Assert.Equal("/lieux?commune=49007", browser.Address);
    }

    /// <summary>Every French sentence whose English differs; what a page fills in stands for anything.</summary>
    private static List<Regex> FrenchSentences(TestApp app)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
            return
            [
                .. app
                    .Services.GetRequiredService<IStringLocalizer>()
                    .GetAllStrings(includeParentCultures: false)
                    .Where(text => text.Name != text.Value)
                    .Select(text =>
                        Regex.Replace(
                            Regex.Escape(text.Name),
                            @"\\\{\d[^}]*}",
                            ".+",
                            RegexOptions.NonBacktracking,
                            Limit
                        )
                    )
                    .Select(pattern => new Regex($"^{pattern}$", RegexOptions.NonBacktracking, Limit)),
            ];
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>What is read or said: texts and names, except where the page says that the words are French.</summary>
    private static IEnumerable<string> Rendered(IElement element)
    {
        if (element.LocalName is "script" or "svg" || element.GetAttribute("lang") == "fr")
        {
            yield break;
        }

        foreach (var name in new[] { "aria-label", "title", "placeholder", "alt" })
        {
            if (element.GetAttribute(name) is { } text)
            {
                yield return Folded(text);
            }
        }

        foreach (var node in element.ChildNodes)
        {
            if (node is IElement child)
            {
                foreach (var text in Rendered(child))
                {
                    yield return text;
                }
            }
            else
            {
                yield return Folded(node.TextContent);
            }
        }
    }

    /// <summary>Files and the API have no language.</summary>
    private static bool IsForPrograms(string link) =>
        Path.HasExtension(link.Split('?')[0]) || link.StartsWith("/api", StringComparison.Ordinal);

    private static IEnumerable<string> OwnLinks(Browser browser) =>
        browser
            .Page.QuerySelectorAll("a[href^='/'], form[action^='/']")
            .Where(link => link.GetAttribute("hreflang") is null)
            .Select(link => link.GetAttribute("href") ?? link.GetAttribute("action")!);

    private static string Folded(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void WithEverything(Place place)
    {
        place.Services = [.. Vocabularies.Services.Terms.Select(Everything)];
        place.Audiences = [.. Vocabularies.Audiences.Terms.Select(term => term.Label)];
        place.SpecificNeeds = [.. Vocabularies.SpecificNeeds.Terms.Select(term => term.Label)];
        place.Fees = [.. Vocabularies.Fees.Terms.Select(term => term.Label)];
        place.AccessModes = ["Se présenter", "Téléphoner", "Contacter par mail"];
        place.SupportModes = [.. Vocabularies.SupportModes.Terms.Select(term => term.Label)];
        place.Programmes = [.. Vocabularies.Programmes.Terms.Select(term => term.Label)];
        place.Equipment = [.. Enum.GetValues<EquipmentKind>().Select(kind => new Equipment { Kind = kind })];
        place.Languages = ["en", "ar", "fsl"];
        place.WheelchairAccess = true;
        place.Summary = "Un lieu pour apprendre.";
        place.VerifiedOn = new DateOnly(2026, 11, 18);
        place.VerifiedBy = "l’équipe du lieu";
    }

    private static Service Everything(Term term) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Kind = term.Label,
            Levels = [SupportLevel.DoingWith, SupportLevel.LearningToDoAlone],
        };
}
