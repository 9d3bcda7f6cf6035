using System.Globalization;
using CsCheck;
using Maillage.Features.Territories;

namespace Maillage.Tests.Features.Territories;

public class FindCommuneTests
{
    private static readonly TerritoryMap Map = TerritoryMap.Compiled;

    [Theory]
    [InlineData("angers", "Angers")]
    [InlineData("49000", "Angers")]
    [InlineData("49007", "Angers")]
    [InlineData("49", "Angers")]
    [InlineData("490", "Angers")]
    [InlineData("Angers (49000)", "Angers")]
    [InlineData("49100 angers", "Angers")]
    [InlineData("ANGERS", "Angers")]
    [InlineData("\u200Fangers\u200F", "Angers")]
    [InlineData("st georges", "Saint-Georges-sur-Loire")]
    [InlineData("St-Georges s/ Loire", "Saint-Georges-sur-Loire")]
    [InlineData("saint georges s loire", "Saint-Georges-sur-Loire")]
    [InlineData("ste gemmes", "Sainte-Gemmes-sur-Loire")]
    [InlineData("st", "Saint-Barthélemy-d'Anjou")]
    [InlineData("le lion d", "Le Lion-d'Angers")]
    [InlineData("lion d’angers", "Le Lion-d'Angers")]
    [InlineData("LE LION D ANGERS", "Le Lion-d'Angers")]
    [InlineData("ponts de cé", "Les Ponts-de-Cé")]
    [InlineData("montreuil", "Montreuil-Juigné")]
    [InlineData("beaufort", "Beaufort-en-Anjou")]
    [InlineData("seiches loir", "Seiches-sur-le-Loir")]
    [InlineData("oree", "Orée d'Anjou")]
    [InlineData("nantes", "Nantes")]
    [InlineData("paris", "Paris")]
    [InlineData("mans", "Le Mans")]
    [InlineData("l'hay les roses", "L'Haÿ-les-Roses")]
    [InlineData("1004", "Ambérieu-en-Bugey")]
    [InlineData("2A004", "Ajaccio")]
    public void What_a_person_of_Maine_et_Loire_types_gives_first_what_they_expect(string typed, string expected) =>
        Assert.Equal(expected, Map.Find(typed, 10, "49")[0].Commune.Name);

    [Theory]
    [InlineData("Segré", "Segré-en-Anjou Bleu", "Segré")]
    [InlineData("jarze", "Jarzé Villages", "Jarzé")]
    [InlineData("champtoceaux", "Orée d'Anjou", "Champtoceaux")]
    [InlineData("st florent le vieil", "Mauges-sur-Loire", "Saint-Florent-le-Vieil")]
    [InlineData("lyon 3", "Lyon", "Lyon 3e Arrondissement")]
    public void An_old_or_local_name_leads_to_the_commune_and_is_shown(string typed, string expected, string shown)
    {
        var first = Map.Find(typed, 10, "49")[0];

        Assert.Equal((expected, shown), (first.Commune.Name, first.OtherName));
    }

    [Theory]
    [InlineData("angrs", "Angers")]
    [InlineData("saumurr", "Saumur")]
    [InlineData("chollet", "Cholet")]
    [InlineData("trelazzé", "Trélazé")]
    [InlineData("saintgeorgessurloire", "Saint-Georges-sur-Loire")]
    [InlineData("st gorges sur loire", "Saint-Georges-sur-Loire")]
    public void One_typing_error_is_forgiven_when_nothing_else_matches(string typed, string expected) =>
        Assert.Equal(expected, Map.Find(typed, 10, "49")[0].Commune.Name);

    [Fact]
    public void Any_one_error_in_any_name_of_the_departement_still_finds_it()
    {
        var names = Map.CommunesOfDepartement("49").Where(c => c.Name.Length >= 6).ToArray();
        Gen.Select(Gen.Int[0, names.Length - 1], Gen.Int[0, 1_000], Gen.Int[0, 2], Gen.Char['a', 'z'])
            .Sample(
                (index, at, edit, letter) =>
                {
                    var name = names[index].Name;
                    at %= name.Length - 1;
                    var typed = edit switch
                    {
                        0 => name.Remove(at, 1),
                        1 => name.Insert(at, letter.ToString()),
                        _ => name[..at] + name[at + 1] + name[at] + name[(at + 2)..],
                    };
                    var found = Map.Find(typed, 100, "49");
                    return found.Any(m => m.Commune == names[index]) || found.Any(m => Contains(m, typed));
                },
                iter: 200
            );
    }

    /// <summary>What was typed by mistake may be a right name elsewhere.</summary>
    private static bool Contains(CommuneMatch match, string typed) =>
        CultureInfo.InvariantCulture.CompareInfo.IndexOf(
            match.OtherName ?? match.Commune.Name,
            typed,
            CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreSymbols
        ) >= 0;

    [Fact]
    public void Without_a_home_the_most_populated_comes_first() =>
        Assert.Equal("93066", Map.Find("saint-denis")[0].Commune.Insee);

    [Fact]
    public void The_home_departement_goes_before_others_of_like_name()
    {
        Assert.Equal("974", Map.Find("saint-denis", 1, "974")[0].Commune.DepartementCode);
        Assert.Equal("11", Map.Find("saint-denis", 1, "11")[0].Commune.DepartementCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u202E\u200F")]
    [InlineData("!!!")]
    [InlineData("日本")]
    [InlineData("999999999999")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("' OR 1=1 --")]
    [InlineData("xyzxyz")]
    public void What_means_nothing_finds_nothing(string? typed) => Assert.Empty(Map.Find(typed));

    [Fact]
    public void Ten_kilobytes_find_nothing_and_break_nothing()
    {
        Assert.Empty(Map.Find(new string('a', 10_000)));
        Assert.Empty(Map.Find(string.Concat(Enumerable.Repeat("saint ", 2_000))));
        Assert.Empty(Map.Find(string.Concat(Enumerable.Repeat("\u202E", 10_000))));
        Assert.Empty(Map.Find(new string('9', 10_000)));
    }

    [Fact]
    public void Any_text_is_answered_within_the_limit() =>
        Gen.Select(Gen.String, Gen.Int[-5, 500])
            .Sample(
                (typed, limit) => Map.Find(typed, limit, "49").Count <= Math.Max(1, Math.Min(limit, 100)),
                iter: 200
            );

    [Fact]
    public void A_commune_is_listed_once()
    {
        var found = Map.Find("saint", 100, "49").Select(m => m.Commune.Insee).ToList();

        Assert.Equal(100, found.Count);
        Assert.Distinct(found);
    }
}
