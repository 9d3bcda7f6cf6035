using System.Globalization;
using System.Reflection;
using Maillage.Features.Places.Editing;

namespace Maillage.Features.Places.Duplicates;

/// <summary>Whose value of a field stays.</summary>
public enum MergeSide
{
    Kept,
    Merged,

    /// <summary>The values of both, for a list.</summary>
    Both,
}

/// <summary>One question of the comparison of two places (ligne de comparaison): fields that are chosen together.</summary>
/// <param name="Code">Its name in the form.</param>
/// <param name="Properties">Names of properties of <see cref="Place"/>.</param>
/// <param name="Words">What people read, a line each; nothing where the place says nothing.</param>
public sealed record MergeRow(
    string Code,
    string Label,
    IReadOnlyList<string> Properties,
    Func<Place, IReadOnlyList<string>> Words
)
{
    private static readonly IReadOnlyList<MergeRow> BeyondEditing =
    [
        new(
            "adresse",
            "Adresse",
            [
                nameof(Place.Address),
                nameof(Place.AddressComplement),
                nameof(Place.PostalCode),
                nameof(Place.Insee),
                nameof(Place.CommuneName),
            ],
            p => Lines(p.Address, p.AddressComplement, $"{p.PostalCode} {p.CommuneName}".Trim())
        ),
        new(
            "position",
            "Position sur la carte",
            [nameof(Place.Latitude), nameof(Place.Longitude), nameof(Place.LocationPrecision)],
            p =>
                p is { Latitude: { } latitude, Longitude: { } longitude }
                    ? Lines(
                        string.Create(CultureInfo.InvariantCulture, $"{latitude:0.00000} ; {longitude:0.00000}"),
                        p.LocationPrecision == LocationPrecision.Exact ? "Au bon endroit" : "Au centre de la commune"
                    )
                    : []
        ),
        new(
            "structure",
            "Structure qui s’en occupe",
            [nameof(Place.OrganisationId)],
            p => Lines(p.Organisation?.Name ?? p.OrganisationId?.ToString())
        ),
        new("siret", "Numéro de la structure (SIRET ou RNA)", [nameof(Place.Pivot)], p => Lines(p.Pivot)),
        new("parente", "Structure parente", [nameof(Place.ParentOrganisation)], p => Lines(p.ParentOrganisation)),
        new("personnes", "Personnes à contacter", [nameof(Place.Contacts)], p => [.. p.Contacts.Select(Contact)])
        {
            IsSame = (one, other) => one.Contacts.ToHashSet().SetEquals(other.Contacts),
        },
    ];

    /// <summary>Every question, those of the editing journey first.</summary>
    public static IReadOnlyList<MergeRow> All { get; } =
    [
        .. PlaceFields
            .All.Where(field =>
                field != StopsField.Field && !BeyondEditing.Any(row => row.Properties.Contains(field.Property))
            )
            .Select(field => new MergeRow(field.Name, field.Label, [field.Property], field.Words)),
        .. BeyondEditing,
    ];

    /// <summary>Where two values may read alike and not be.</summary>
    public Func<Place, Place, bool>? IsSame { get; init; }

    /// <summary>True where the values of both can stand together.</summary>
    public bool IsList { get; } =
        Properties is [var only]
        && PropertyOf(only).PropertyType is { IsGenericType: true } type
        && type.GetGenericTypeDefinition() == typeof(List<>);

    public bool Differs(Place one, Place other) =>
        IsSame is null ? !Words(one).SequenceEqual(Words(other)) : !IsSame(one, other);

    /// <summary>
    /// What is proposed: the only one that says something; what a person wrote last; what was checked last; then the
    /// place kept.
    /// </summary>
    public MergeSide Proposed(Place kept, Place merged)
    {
        if (Words(merged).Count == 0 || Words(kept).Count == 0)
        {
            return Words(merged).Count == 0 ? MergeSide.Kept : MergeSide.Merged;
        }

        var (ours, theirs) = (WrittenAt(kept), WrittenAt(merged));
        return ours is not null || theirs is not null
            ? theirs > (ours ?? DateTime.MinValue)
                ? MergeSide.Merged
                : MergeSide.Kept
            : CheckedOn(merged) > CheckedOn(kept)
                ? MergeSide.Merged
                : MergeSide.Kept;
    }

    /// <summary>Writes the answer in the place kept.</summary>
    /// <param name="kept">The place to write in.</param>
    /// <param name="merged">A copy of the other: its lists become the place's own.</param>
    public void Apply(Place kept, Place merged, MergeSide side)
    {
        foreach (var property in Properties.Select(PropertyOf))
        {
            if (side == MergeSide.Merged)
            {
                property.SetValue(kept, property.GetValue(merged));
            }
            else if (side == MergeSide.Both && IsList)
            {
                property.SetValue(kept, Together(property.GetValue(kept)!, property.GetValue(merged)!));
            }
        }
    }

    /// <summary>
    /// True where a person has decided something by this answer: lists then no longer overwrite it. Nobody decides where
    /// only one of the two says anything, unless a person had written it there.
    /// </summary>
    public bool IsDecision(Place kept, Place merged, MergeSide side) =>
        (Words(kept).Count > 0 && Words(merged).Count > 0)
        || (side != MergeSide.Kept && WrittenAt(merged) is not null)
        || (side == MergeSide.Merged && Words(merged).Count == 0)
        || (side == MergeSide.Kept && Words(kept).Count == 0);

    /// <summary>Whoever agreed to be published, as the public reads them; of the others what is known, never who they are.</summary>
    private static string Contact(PlaceContact contact)
    {
        string?[] known =
        [
            contact.Role,
            contact.Email is null ? null : "e-mail",
            contact.Phone is null ? null : "téléphone",
        ];
        var about = contact.AgreedOn is null
            ? known.Prepend("Personne non publiée")
            : new[] { contact.Name, contact.Role, contact.Email, contact.Phone };
        return string.Join(", ", about.Where(word => !string.IsNullOrEmpty(word)));
    }

    private DateTime? WrittenAt(Place place) =>
        place.Written.Where(w => Properties.Contains(w.Field)).Max(w => (DateTime?)w.At);

    private static DateOnly CheckedOn(Place place) => place.VerifiedOn ?? place.UpdatedOn ?? DateOnly.MinValue;

    private static object Together(object ours, object theirs) =>
        (ours, theirs) switch
        {
            (List<string> a, List<string> b) => a.Union(b, StringComparer.Ordinal).ToList(),
            (List<Service> a, List<Service> b) => a.Concat(b.Where(s => !a.Exists(o => o.Kind == s.Kind))).ToList(),
            (List<Equipment> a, List<Equipment> b) => a.Concat(b.Where(e => !a.Exists(o => o.Kind == e.Kind))).ToList(),
            (List<Closure> a, List<Closure> b) => a.Union(b).ToList(),
            (List<PlaceContact> a, List<PlaceContact> b) => a.Union(b).ToList(),
            _ => ours,
        };

    private static PropertyInfo PropertyOf(string name) => typeof(Place).GetProperty(name)!;

    private static IReadOnlyList<string> Lines(params string?[] lines) =>
        [.. lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line!)];
}
