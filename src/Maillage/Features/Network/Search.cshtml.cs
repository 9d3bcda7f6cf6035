using System.Globalization;
using Maillage.Features.Accounts;
using Maillage.Features.Territories;
using Maillage.Platform.Audit;
using Maillage.Platform.Settings;
using Maillage.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Network;

/// <summary>
/// The people of the network, by words, skill, territory and role (réseau). Visitors find those who chose to be public;
/// people of the network find each other.
/// </summary>
[AllowAnonymous]
public sealed class SearchModel(
    ReadMembers readMembers,
    NetworkWords words,
    Journal journal,
    TerritoryMap map,
    IOptions<SiteSettings> site
) : PageModel
{
    private const int PageSize = 20;

    [FromQuery(Name = "q")]
    public string? Text { get; set; }

    [FromQuery(Name = "theme")]
    public string? Topic { get; set; }

    [FromQuery(Name = "territoire")]
    public string? Epci { get; set; }

    [FromQuery(Name = "role")]
    public string? Role { get; set; }

    [FromQuery(Name = "capacite")]
    public string? Capacity { get; set; }

    [FromQuery(Name = "langue")]
    public string? SpokenLanguage { get; set; }

    /// <summary>Who reads: the network for those who are of it today, the public for anybody else.</summary>
    public Sight Reader => HttpContext.PersonOrNull() is { IsOfNetwork: true } ? Sight.Network : Sight.Public;

    public int Number { get; private set; } = 1;

    public int Pages { get; private set; }

    public int Total { get; private set; }

    public bool IsSearching =>
        new[] { Text, Topic, Epci, Role, Capacity, SpokenLanguage }.Any(value => !string.IsNullOrWhiteSpace(value));

    public IReadOnlyList<MemberCard> Cards { get; private set; } = [];

    public IReadOnlyList<Epci> Epcis => map.EpcisOfDepartement(site.Value.Departement);

    /// <summary>Roles in organisations and in the network: value and words.</summary>
    public IEnumerable<(string Value, string Words)> Roles =>
        Enum.GetValues<OrganisationRole>()
            .Select(r => (r.ToString(), words.Role(r)))
            .Concat(Enum.GetValues<NetworkRoleKind>().Select(r => (r.ToString(), words.Role(r))));

    public async Task OnGet([FromQuery(Name = "page")] string? page, CancellationToken cancellation)
    {
        var found = (await readMembers.All(Reader, cancellation)).Where(Answers).ToList();
        Total = found.Count;
        Pages = (Total + PageSize - 1) / PageSize;
        Number = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, Math.Max(1, Pages))
            : 1;
        var shown = found.Skip((Number - 1) * PageSize).Take(PageSize).ToList();
        var places = await readMembers.PlacesOf(shown, cancellation);
        Cards = [.. shown.Select(member => new MemberCard(member, places))];
        if (HttpContext.PersonOrNull() is { IsOfNetwork: true } person)
        {
            var others = shown.Where(m => m.AccountId != person.AccountId).ToList();
            await journal.Read(
                nameof(Account),
                [.. others.Select(m => m.AccountId)],
                [.. others.SelectMany(m => m.Shown()).Distinct().Order().Select(f => f.ToString())],
                "chercher dans le réseau",
                cancellation
            );
        }
    }

    /// <summary>The same search, another page of it.</summary>
    public string Address(int page)
    {
        var parts = new[]
        {
            ("q", Text),
            ("theme", Topic),
            ("territoire", Epci),
            ("role", Role),
            ("capacite", Capacity),
            ("langue", SpokenLanguage),
            ("page", page.ToString(CultureInfo.InvariantCulture)),
        }
            .Where(part => !string.IsNullOrWhiteSpace(part.Item2))
            .Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}");
        return $"{NetworkUrls.Search}?{string.Join('&', parts)}";
    }

    /// <summary>Asked of what the reader sees and of nothing else: a hidden field cannot be guessed by searching.</summary>
    private bool Answers(SeenMember member) =>
        (string.IsNullOrWhiteSpace(Topic) || member.Skills.Any(s => s.Topic == Topic))
        && (string.IsNullOrWhiteSpace(Epci) || member.Epcis.Contains(Epci))
        && (string.IsNullOrWhiteSpace(Capacity) || member.Capacities.Contains(Capacity))
        && (string.IsNullOrWhiteSpace(SpokenLanguage) || member.Languages.Contains(SpokenLanguage))
        && (
            string.IsNullOrWhiteSpace(Role)
            || member.Memberships.Any(m => m.Role.ToString() == Role)
            || member.Roles.Any(r => r.Kind.ToString() == Role)
        )
        && HasWords(member);

    private bool HasWords(SeenMember member)
    {
        var wanted = Slug.From(Text ?? "").Split('-', StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Length == 0)
        {
            return true;
        }

        var said = string.Join(
            '-',
            new[] { member.Name, member.Availability ?? "", member.Phone ?? "", member.Email ?? "" }
                .Concat(member.Memberships.Select(m => $"{m.Organisation} {words.Role(m.Role)}"))
                .Concat(member.Roles.Select(r => words.Role(r.Kind)))
                .Concat(member.Epcis.Select(words.Territory))
                .Concat(member.Skills.Select(words.Skill))
                .Concat(member.Audiences.Select(words.Audience))
                .Concat(member.Languages.Select(words.Language))
                .Concat(member.Capacities.Select(words.Capacity))
                .Concat(member.Online is { } online ? [online.Name, online.Platform ?? ""] : Array.Empty<string>())
                .Select(text => Slug.From(text, int.MaxValue))
        );
        return Array.TrueForAll(wanted, word => said.Contains(word, StringComparison.Ordinal));
    }
}
