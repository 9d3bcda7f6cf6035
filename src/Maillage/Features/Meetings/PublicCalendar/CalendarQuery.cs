using System.Globalization;
using Maillage.Features.Places;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Platform.Text;

namespace Maillage.Features.Meetings.PublicCalendar;

/// <summary>What somebody looks for in the public calendar (recherche dans l’agenda), as its address says it.</summary>
/// <param name="From">The first day; null for what is to come.</param>
/// <param name="Radius">In kilometres around the commune; null for any distance.</param>
public sealed record CalendarQuery(
    DateOnly? From,
    Commune? Commune,
    int? Radius,
    Need? Need,
    Term? Audience,
    OfferKind? Kind
)
{
    public const string Anywhere = "tout";

    private const int LongestCommune = 200;
    private const int UsualRadius = 50;

    /// <summary>Kinds by their name in addresses.</summary>
    public static IReadOnlyList<(string Code, OfferKind Kind)> Kinds { get; } =
    [("permanence", OfferKind.DropIn), ("atelier", OfferKind.Workshop), ("evenement", OfferKind.Event)];

    public static IReadOnlyList<string> Radii { get; } = ["20", "50", Anywhere];

    /// <summary>The commune as typed, or its name once it is known.</summary>
    public string? CommuneTyped { get; init; }

    /// <summary>The communes that answer to what was typed, when there are several.</summary>
    public IReadOnlyList<CommuneMatch> Communes { get; init; } = [];

    /// <summary>True when no commune answers to what was typed.</summary>
    public bool IsCommuneUnknown => CommuneTyped is not null && Commune is null && Communes.Count == 0;

    /// <summary>True when a day was typed that does not exist.</summary>
    public bool IsDayUnknown { get; init; }

    /// <summary>True when something was asked for.</summary>
    public bool IsNarrowed =>
        From is not null || CommuneTyped is not null || Need is not null || Audience is not null || Kind is not null;

    public string RadiusCode => Radius?.ToString(CultureInfo.InvariantCulture) ?? Anywhere;

    public string KindCode => Kinds.FirstOrDefault(pair => pair.Kind == Kind).Code ?? "";

    /// <summary>Reads <c>du</c>, <c>ou</c>, <c>rayon</c>, <c>besoin</c>, <c>public</c> and <c>sorte</c>; what is unknown is left out.</summary>
    public static CalendarQuery Read(IQueryCollection query, TerritoryMap map, string departement)
    {
        var typed = TypedText.LineOf(query["ou"]);
        var answer = typed is null or { Length: > LongestCommune }
            ? new CommuneAnswer(null, [])
            : CommuneAnswer.OfAddress(typed, map, departement);
        var (day, radius) = (query["du"].ToString().Trim(), query["rayon"].ToString());
        return new CalendarQuery(
            FrenchDate.Read(day),
            answer.Commune,
            radius == Anywhere ? null
                : Radii.Contains(radius) ? int.Parse(radius, CultureInfo.InvariantCulture)
                : UsualRadius,
            Needs.Find(query["besoin"]),
            Vocabularies.Audiences.Terms.FirstOrDefault(term => term.Code == query["public"]),
            Kinds.Where(pair => pair.Code == query["sorte"]).Select(pair => (OfferKind?)pair.Kind).FirstOrDefault()
        )
        {
            CommuneTyped = answer.Commune?.Name ?? typed,
            Communes = answer.Choices,
            IsDayUnknown = day.Length > 0 && FrenchDate.Read(day) is null,
        };
    }

    /// <summary>The same in an address, to be put after a path; empty when nothing is asked for.</summary>
    public QueryString ToQuery() =>
        QueryString.Create(
            new Dictionary<string, string?>
            {
                ["du"] = From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["ou"] = Commune?.Insee,
                ["rayon"] = Commune is null || Radius == UsualRadius ? null : RadiusCode,
                ["besoin"] = Need?.Code,
                ["public"] = Audience?.Code,
                ["sorte"] = KindCode.Length == 0 ? null : KindCode,
            }.Where(part => part.Value is not null)
        );
}
