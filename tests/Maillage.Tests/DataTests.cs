using Maillage.Features.Places;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests;

public class DataTests
{
    [Fact]
    public async Task The_model_has_no_change_without_a_migration()
    {
        await using var database = await TestDatabase.Create();
        await using var db = database.Open();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_place_comes_back_as_it_was_written()
    {
        await using var database = await TestDatabase.Create();
        var now = TestApp.DefaultNow.UtcDateTime;
        var service = new Service
        {
            Id = Guid.CreateVersion7(),
            Kind = "Aide aux démarches administratives",
            Levels = [SupportLevel.DoingWith],
        };
        await using (var db = database.Open())
        {
            db.Places.Add(
                new Place
                {
                    Id = Guid.CreateVersion7(),
                    Slug = "mediatheque-d-allonnes",
                    Name = "Médiathèque d’Allonnes",
                    Services = [service],
                    Audiences = ["Seniors", "Gens du voyage"],
                    Closures = [new Closure { From = new DateOnly(2026, 12, 24), To = new DateOnly(2027, 1, 2) }],
                    CreatedAt = now,
                    ModifiedAt = now,
                }
            );
            await db.SaveChangesAsync();
        }

        await using var other = database.Open();
        var place = await other.Places.SingleAsync();

        Assert.Equal(DateTimeKind.Utc, place.CreatedAt.Kind);
        Assert.Equal(now, place.CreatedAt);
        Assert.Equal(service.Id, Assert.Single(place.Services).Id);
        Assert.Equal([SupportLevel.DoingWith], place.Services[0].Levels);
        Assert.Equal(["Seniors", "Gens du voyage"], place.Audiences);
        Assert.Equal(new DateOnly(2027, 1, 2), Assert.Single(place.Closures).To);
    }
}
