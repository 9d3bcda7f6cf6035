using System.Globalization;
using Maillage.Data;
using Maillage.Design.Forms;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Teams;

/// <summary>The mission of a volunteer or of a civic service as a form: its days, and who follows it (mission).</summary>
public sealed class MissionForm(MaillageDb db, TimeProvider time)
{
    private const int LongestYears = 5;

    /// <summary>Those of the team who are no volunteers, by name, and nobody.</summary>
    /// <param name="except">The volunteer themselves.</param>
    public async Task<IReadOnlyList<Choice>> Referents(
        Guid organisationId,
        Guid? except,
        CancellationToken cancellation
    )
    {
        var today = time.TodayInParis();
        var team = await (
            from m in db.Memberships
            where m.OrganisationId == organisationId && m.Role != OrganisationRole.Volunteer && m.AccountId != except
            where m.From <= today && (m.EndedOn == null || m.EndedOn > today)
            join account in db.Accounts on m.AccountId equals account.Id
            orderby account.Name
            select new { account.Id, account.Name }
        )
            .Distinct()
            .ToListAsync(cancellation);
        return
        [
            .. team.OrderBy(a => a.Name, StringComparer.CurrentCulture)
                .Select(a => new Choice(a.Id.ToString(), a.Name)),
            new Choice("", "Personne pour le moment"),
        ];
    }

    /// <summary>The accounts of those among whom one chooses.</summary>
    public static IEnumerable<Guid?> AccountsOf(IReadOnlyList<Choice> referents) =>
        referents.Where(choice => choice.Value.Length > 0).Select(choice => (Guid?)Guid.Parse(choice.Value));

    /// <summary>What was typed, and what of it cannot be read: name of the field and French sentence.</summary>
    public (Mission Mission, IReadOnlyList<(string Field, string Sentence)> Problems) Read(
        Fields typed,
        IReadOnlyList<Choice> referents,
        DateOnly firstDay
    )
    {
        var problems = new List<(string, string)>();
        var from = Day(typed.From, "debut");
        var until = Day(typed.Until, "fin");
        if (until < (from ?? firstDay))
        {
            problems.Add(("fin", "Le dernier jour vient après le premier"));
        }

        Guid? referent = null;
        if (!string.IsNullOrEmpty(typed.Referent))
        {
            if (referents.Any(choice => choice.Value == typed.Referent))
            {
                referent = Guid.Parse(typed.Referent);
            }
            else
            {
                problems.Add(("referent", "Choisissez une personne de l’équipe"));
            }
        }

        return (new Mission(from, until, referent), problems);

        DateOnly? Day(string? text, string field)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return null;
            }

            var today = time.TodayInParis();
            if (
                DateOnly.TryParseExact(
                    text,
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var day
                )
                && day > today.AddYears(-LongestYears)
                && day < today.AddYears(LongestYears)
            )
            {
                return day;
            }

            problems.Add((field, "Écrivez une date proche, par exemple 30/06/2027"));
            return null;
        }
    }

    /// <summary>What was typed, as it was.</summary>
    public sealed record Fields
    {
        [FromForm(Name = "debut")]
        public string? From { get; init; }

        [FromForm(Name = "fin")]
        public string? Until { get; init; }

        [FromForm(Name = "referent")]
        public string? Referent { get; init; }

        public bool IsFilled => $"{From}{Until}{Referent}".Length > 0;
    }
}
