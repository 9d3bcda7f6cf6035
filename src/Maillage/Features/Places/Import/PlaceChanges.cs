using Maillage.Data;
using Maillage.Features.Places.Editing;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Maillage.Features.Places.Import;

/// <summary>How a reading becomes a place, and a later reading changes it.</summary>
internal static class PlaceChanges
{
    /// <summary>A place to be created from what was read.</summary>
    public static Place New(Place read, PlaceSlugs slugs, DateTime now)
    {
        var place = new Place
        {
            Id = Guid.CreateVersion7(),
            Slug = slugs.Give(read),
            Name = read.Name,
            CreatedAt = now,
            ModifiedAt = now,
        };
        foreach (var property in Imported)
        {
            property.SetValue(place, property.GetValue(read));
        }

        place.Services = Identified(read.Services, []);
        return place;
    }

    /// <summary>
    /// Changes what the source itself has changed since it was last read, and nothing else: what people corrected in
    /// the meantime stays.
    /// </summary>
    /// <returns>The fields that a person wrote and that the source has changed since: left as they are.</returns>
    public static IReadOnlyList<string> Merge(EntityEntry<Place> place, Place before, Place after)
    {
        var disputed = new List<string>();
        foreach (var property in place.Properties)
        {
            var member = property.Metadata.PropertyInfo!;
            var (old, value) = (member.GetValue(before), member.GetValue(after));
            if (property.Metadata.GetValueComparer().Equals(old, value))
            {
                continue;
            }

            if (place.Entity.Written.Count > 0 && WrittenAs(place.Entity, member.Name) is { } field)
            {
                if (!disputed.Contains(field))
                {
                    disputed.Add(field);
                }

                continue;
            }

            property.CurrentValue =
                member.Name == nameof(Place.Services) ? Identified(after.Services, place.Entity.Services) : value;
        }

        return disputed;
    }

    /// <summary>The field by which a person wrote a property; null where none did.</summary>
    private static string? WrittenAs(Place place, string property) =>
        PlaceFields.Of(property)?.Property is { } field && place.Written.Exists(written => written.Field == field)
            ? field
            : null;

    /// <summary>What a source says of a field that a person wrote, for somebody to choose.</summary>
    public static FieldDispute Dispute(ImportRun run, Guid placeId, string source, string field, Place after)
    {
        var theirs = RecordJson.ReadPlace("{}");
        PlaceFields.Of(field)!.Copy(after, theirs);
        return new FieldDispute
        {
            Id = Guid.CreateVersion7(),
            PlaceId = placeId,
            Field = field,
            Source = source,
            Theirs = RecordJson.Write(theirs),
            RunId = run.Id,
            At = run.StartedAt,
        };
    }

    /// <summary>What is to be put back if the import is undone.</summary>
    public static ImportChange Before(MaillageDb db, ImportRun run, Place place, PlaceSource source) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            RunId = run.Id,
            PlaceId = place.Id,
            PlaceBefore = RecordJson.Write((Place)db.Entry(place).CurrentValues.ToObject()),
            SourceBefore = RecordJson.Write((PlaceSource)db.Entry(source).CurrentValues.ToObject()),
        };

    private static readonly System.Reflection.PropertyInfo[] Imported =
    [
        .. typeof(Place)
            .GetProperties()
            .Where(p =>
                p.SetMethod is { } set
                && !set
                    .ReturnParameter.GetRequiredCustomModifiers()
                    .Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))
                && p.Name != nameof(Place.ModifiedAt)
            ),
    ];

    /// <summary>The services read, each with the id that the place already gave to its kind.</summary>
    public static List<Service> Identified(List<Service> read, List<Service> known) =>
        [
            .. read.Select(service =>
                service with
                {
                    Id = known.Find(k => k.Kind == service.Kind)?.Id ?? Guid.CreateVersion7(),
                }
            ),
        ];
}
