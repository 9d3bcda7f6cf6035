using Maillage.Features.Territories;
using Maillage.Platform.Text;

namespace Maillage.Features.Places.Editing;

/// <summary>The stops of an itinerant place among the fields of its versions; they are written on pages of their own.</summary>
internal static class StopsField
{
    public static PlaceField Field { get; } =
        new(
            nameof(Place.Stops),
            "Passages",
            FieldKind.Lines,
            place => [string.Join('\n', place.Stops.OrderBy(stop => stop.Where, StringComparer.Ordinal).Select(Line))],
            (_, _) => throw new NotSupportedException("Stops are written one by one.")
        )
        {
            CopyWith = Put,
        };

    /// <summary>« Jarzé Villages, place de l’église : Chaque semaine, mardi 9 h – 12 h ».</summary>
    public static string Line(Stop stop) =>
        FrenchTypography.Of(
            string.Join(
                ", ",
                new[] { TerritoryMap.Compiled.CommuneByInsee(stop.Insee)?.Name, stop.Where, stop.Address }.Where(part =>
                    !string.IsNullOrEmpty(part)
                )
            )
                + $" : {StopTimes.Words(stop.Times)}"
                + (string.IsNullOrEmpty(stop.Note) ? "" : $" ({stop.Note})")
        );

    /// <summary>Makes the stops of a place those of another: what EF follows is changed, added and removed one by one.</summary>
    private static void Put(Place from, Place to)
    {
        to.Stops.RemoveAll(stop => from.Stops.TrueForAll(kept => kept.Id != stop.Id));
        foreach (var stop in from.Stops)
        {
            if (to.Stops.Find(known => known.Id == stop.Id) is not { } known)
            {
                known = new Stop
                {
                    Id = stop.Id,
                    PlaceId = to.Id,
                    Where = stop.Where,
                    Insee = stop.Insee,
                    Times = stop.Times,
                };
                to.Stops.Add(known);
            }

            (known.Where, known.Address, known.Insee, known.Times) = (stop.Where, stop.Address, stop.Insee, stop.Times);
            (known.Latitude, known.Longitude, known.Note) = (stop.Latitude, stop.Longitude, stop.Note);
        }
    }
}
