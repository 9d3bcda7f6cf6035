using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Maillage.Tests.Platform.Audit;

public sealed class SealingTests : IAsyncLifetime
{
    private JournalScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await JournalScene.Start();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task The_current_hour_is_not_sealed()
    {
        await scene.Act();

        Assert.Null(await scene.Seal());
        scene.Clock.Advance(TimeSpan.FromMinutes(25));
        var segment = await scene.Seal();

        Assert.NotNull(segment);
        Assert.Equal((1, 2), (segment.Number, segment.Lines));
        Assert.All(await scene.Lines(), line => Assert.Equal(1, line.Segment));
    }

    [Fact]
    public async Task A_segment_has_the_same_hash_on_every_database()
    {
        var first = new JournalLine
        {
            Id = Guid.Parse("0193a000-0000-7000-8000-0000000000ff"),
            At = new DateTime(2026, 11, 24, 8, 35, 0, 123, 456, DateTimeKind.Utc),
            AccountId = Guid.Parse("0193a000-0000-7000-8000-00000000000a"),
            OnBehalfOf = Guid.Parse("0193a000-0000-7000-8000-00000000000b"),
            Channel = Channel.Counter,
            Action = JournalLine.Changed,
            Subject = "Organisation",
            SubjectId = Guid.Parse("0193a000-0000-7000-8000-00000000000c"),
            Fields = ["Name", "Siret"],
            Reason = "demandé à l’accueil",
        };
        var second = new JournalLine
        {
            Id = Guid.Parse("0193a000-0000-7000-8000-000000000001"),
            At = new DateTime(2026, 11, 24, 9, 0, 0, DateTimeKind.Utc),
            Channel = Channel.Job,
            Action = JournalLine.Removed,
            Subject = "Organisation",
            SubjectId = Guid.Parse("0193a000-0000-7000-8000-00000000000d"),
            Fields = [],
        };
        await using (var db = scene.Db())
        {
            db.AddRange(first, second);
            await db.SaveChangesAsync();
        }

        var segment = await scene.Seal();

        // Found by another program from the form that docs/adr/0011 describes.
        Assert.Equal("d5ab413cd2370fe162694af9f962f4aa6f3f5ed58f765487ea4a7421734f114f", segment?.Hash);
    }

    [Fact]
    public async Task The_order_in_which_rows_are_read_changes_nothing()
    {
        await scene.Act();
        var hashes = (await scene.Lines()).ConvertAll(JournalHash.Line);

        Assert.Equal(JournalHash.Lines(hashes), JournalHash.Lines(Enumerable.Reverse(hashes)));
    }

    [Fact]
    public async Task Words_that_move_from_one_field_to_the_next_change_the_hash()
    {
        await scene.Act();
        var line = (await scene.Lines())[1];

        string[] hashes =
        [
            JournalHash.Line(With(line, ["ab", "c"], "r")),
            JournalHash.Line(With(line, ["a", "bc"], "r")),
            JournalHash.Line(With(line, ["abc"], "r")),
            JournalHash.Line(With(line, ["r", "abc"], null)),
            JournalHash.Line(With(line, ["abc"], "")),
            JournalHash.Line(With(line, ["abc"], null)),
        ];

        Assert.Distinct(hashes);
    }

    [Fact]
    public async Task A_late_line_falls_into_the_next_segment_and_the_journal_verifies()
    {
        await scene.SealAnHour();
        await using (var db = scene.Db())
        {
            var model = (await scene.Lines())[0];
            db.Add(
                new JournalLine
                {
                    Id = Guid.CreateVersion7(),
                    At = model.At.AddMinutes(-50),
                    Channel = model.Channel,
                    Action = model.Action,
                    Subject = model.Subject,
                    SubjectId = model.SubjectId,
                    Fields = model.Fields,
                }
            );
            await db.SaveChangesAsync();
        }

        var late = await scene.SealAnHour();

        Assert.Equal((2, 3), (late.Number, late.Lines));
        Assert.Empty((await scene.Verify()).Faults);
    }

    [Fact]
    public async Task Nodes_that_seal_at_once_make_one_segment()
    {
        for (var hour = 1; hour <= 5; hour++)
        {
            await scene.Act();
            scene.Clock.Advance(TimeSpan.FromHours(1));

            var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(scene.Seal)));

            Assert.Equal(hour, Assert.Single(made, segment => segment is not null)!.Number);
        }

        var report = await scene.Verify();
        Assert.Equal((5, 10, 0), (report.SealedSegments, report.SealedLines, report.UnsealedLines));
        Assert.Empty(report.Faults);
    }

    [Fact]
    public async Task At_its_term_a_segment_loses_its_lines_and_keeps_its_hash()
    {
        var first = await scene.SealAnHour();
        scene.Clock.Advance(first.To.AddMonths(12).AddTicks(-10) - scene.Clock.GetUtcNow().UtcDateTime);
        await scene.Act();
        Assert.Equal(0, await scene.Expire());

        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await scene.Expire());
        Assert.Equal(0, await scene.Expire());
        scene.Clock.Advance(TimeSpan.FromHours(1));
        await scene.Seal();
        await scene.Act();

        var report = await scene.Verify(head: first.Hash);
        Assert.Empty(report.Faults);
        Assert.Equal((1, 2), (report.ExpiredSegments, report.ExpiredLines));
        Assert.Equal((1, 2, 2), (report.SealedSegments, report.SealedLines, report.UnsealedLines));
        Assert.DoesNotContain(await scene.Lines(), line => line.Segment == 1);
    }

    [Fact]
    public async Task The_hourly_job_seals()
    {
        await scene.SealAnHour();
        await scene.Act();
        var job = scene.Services.GetServices<IHostedService>().OfType<KeepJournal>().Single();
        await job.StartAsync(TestContext.Current.CancellationToken);

        await using var db = scene.Db();
        while (await db.JournalSegments.CountAsync() < 2)
        {
            scene.Clock.Advance(TimeSpan.FromHours(1));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await job.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty((await scene.Verify()).Faults);
    }

    private static JournalLine With(JournalLine line, List<string> fields, string? reason) =>
        new()
        {
            Id = line.Id,
            At = line.At,
            Channel = line.Channel,
            Action = line.Action,
            Subject = line.Subject,
            SubjectId = line.SubjectId,
            Fields = fields,
            Reason = reason,
        };
}
