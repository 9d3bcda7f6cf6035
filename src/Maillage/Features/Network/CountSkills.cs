using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Network;

/// <summary>
/// How many people of the network have each skill in each EPCI (compétences par territoire), and where nobody has it. Counts
/// only what the network may see: a hidden skill or territory counts nowhere.
/// </summary>
public sealed class CountSkills(
    ReadMembers readMembers,
    NetworkWords words,
    TerritoryMap map,
    IOptions<SiteSettings> site
)
{
    public async Task<Table> Run(CancellationToken cancellation)
    {
        var epcis = map.EpcisOfDepartement(site.Value.Departement);
        var members = await readMembers.All(Sight.Network, cancellation);
        Row Count(string title, Func<SeenMember, bool> has)
        {
            var those = members.Where(has).ToList();
            return new Row(title, those.Count, [.. epcis.Select(e => those.Count(m => m.Epcis.Contains(e.Code)))]);
        }

        return new Table(
            epcis,
            [
                new(
                    "Thèmes",
                    [
                        .. SkillWords.Topics.Select(t =>
                            Count(words.Topic(t.Code), m => m.Skills.Any(s => s.Topic == t.Code))
                        ),
                    ]
                ),
                new(
                    "Entraide",
                    [
                        .. SkillWords.Capacities.Select(c =>
                            Count(words.Capacity(c.Code), m => m.Capacities.Contains(c.Code))
                        ),
                    ]
                ),
                new(
                    "Publics",
                    [
                        .. SkillWords.Audiences.Select(a =>
                            Count(words.Audience(a.Code), m => m.Audiences.Contains(a.Code))
                        ),
                    ]
                ),
                new(
                    "Langues",
                    [.. SkillWords.Languages.Select(l => Count(words.Language(l), m => m.Languages.Contains(l)))]
                ),
            ]
        );
    }

    /// <summary>The whole table: a column for each EPCI.</summary>
    public sealed record Table(IReadOnlyList<Epci> Epcis, IReadOnlyList<Group> Groups);

    /// <summary>Skills of one kind.</summary>
    public sealed record Group(string Title, IReadOnlyList<Row> Rows);

    /// <summary>One skill.</summary>
    /// <param name="People">Those who have it, wherever they work.</param>
    /// <param name="Counts">Those who have it in each EPCI, in the order of the table; who works in two counts in both.</param>
    public sealed record Row(string Title, int People, IReadOnlyList<int> Counts);
}
