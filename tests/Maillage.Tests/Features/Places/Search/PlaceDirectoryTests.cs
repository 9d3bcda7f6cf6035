using Maillage.Features.Places;
using Maillage.Features.Places.Search;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Places.Search;

public class PlaceDirectoryTests
{
    [Fact]
    public async Task The_directory_is_read_before_the_first_request()
    {
        await using var app = await TestApp.Start(db =>
            db.Places.Add(PlaceNamed("mairie-d-allonnes", "Mairie d’Allonnes"))
        );
        using var client = app.Client();

        var directory = app.Services.GetRequiredService<PlaceDirectory>();

        Assert.True(directory.IsReady);
        Assert.Equal("Mairie d’Allonnes", directory.Current.FindBySlug("mairie-d-allonnes")?.Place.Name);
    }

    [Fact]
    public async Task A_change_is_seen_once_it_is_announced_and_not_before()
    {
        await using var app = await TestApp.Start();
        var directory = app.Services.GetRequiredService<PlaceDirectory>();
        await directory.Reload();
        await using var db = app.Db();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            db.Places.Add(PlaceNamed("ccas", "CCAS"));
            await db.SaveChangesAsync();
            await DirectoryVersion.Bump(db);
            await transaction.CommitAsync();
        }

        Assert.Empty(directory.Current.Entries);
        await directory.Follow();
        var followed = directory.Current;
        await directory.Follow();

        Assert.Single(followed.Entries);
        Assert.Same(followed, directory.Current);
    }

    [Fact]
    public async Task An_announcement_undone_with_its_transaction_changes_nothing()
    {
        await using var app = await TestApp.Start();
        var directory = app.Services.GetRequiredService<PlaceDirectory>();
        await directory.Reload();
        var before = directory.Current;
        await using var db = app.Db();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await DirectoryVersion.Bump(db);
            await transaction.RollbackAsync();
        }

        await directory.Follow();

        Assert.Same(before, directory.Current);
    }

    [Fact]
    public async Task A_place_comes_with_its_stops_its_lists_and_its_former_addresses()
    {
        var place = PlaceNamed("bus-numerique", "Bus numérique");
        await using var app = await TestApp.Start(db =>
        {
            db.Places.Add(place);
            db.Places.Add(PlaceNamed("parti", "Parti", gone: true));
            db.PlaceAliases.Add(new PlaceAlias { Slug = "ancien-bus", PlaceId = place.Id });
            db.Stops.Add(
                new Stop
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = place.Id,
                    Where = "Place de l’église",
                    Insee = "49163",
                    Times = "Tu 09:00-12:00",
                }
            );
            db.PlaceSources.Add(
                new PlaceSource
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = place.Id,
                    Source = "Liste d’essai",
                    SourceId = "1",
                    Original = "{}",
                    Fingerprint = "",
                    FirstSeenAt = DateTime.UnixEpoch,
                    LastSeenAt = DateTime.UnixEpoch,
                }
            );
        });
        var directory = app.Services.GetRequiredService<PlaceDirectory>();
        await directory.Reload();

        var entry = Assert.Single(directory.Current.Entries);
        Assert.Equal("Place de l’église", Assert.Single(entry.Place.Stops).Where);
        Assert.Equal("Liste d’essai", Assert.Single(entry.Sources).Name);
        Assert.Same(entry, directory.Current.FindByFormerSlug("ancien-bus"));
        Assert.Null(directory.Current.FindBySlug("parti"));
    }

    [Fact]
    public async Task The_version_has_one_row_from_the_first_migration_on()
    {
        await using var database = await TestDatabase.Create();
        await using var db = database.Open();

        Assert.Equal(0, await db.DirectoryVersions.Select(version => version.Number).SingleAsync());
    }

    private static Place PlaceNamed(string slug, string name, bool gone = false) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Slug = slug,
            Name = name,
            CreatedAt = DateTime.UnixEpoch,
            ModifiedAt = DateTime.UnixEpoch,
            GoneAt = gone ? DateTime.UnixEpoch : null,
        };
}
