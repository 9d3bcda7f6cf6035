using Maillage.Platform.Audit;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Maillage.Tests.Platform.Audit;

/// <summary>Somebody who may write in the database changes what is sealed: each way of doing so is found.</summary>
public sealed class TamperingTests : IAsyncLifetime
{
    private static readonly DateTime Elsewhen = new(2026, 11, 24, 10, 35, 0, 1, DateTimeKind.Utc);
    private static readonly string OtherHash = new('a', 64);

    private static readonly Dictionary<string, Action<UpdateSettersBuilder<JournalLine>>> LineChanges = new()
    {
        ["Id"] = set => set.SetProperty(l => l.Id, Guid.CreateVersion7()),
        ["At"] = set => set.SetProperty(l => l.At, Elsewhen),
        ["AlsoRead"] = set => set.SetProperty(l => l.AlsoRead, new List<Guid> { Guid.CreateVersion7() }),
        ["AccountId"] = set => set.SetProperty(l => l.AccountId, (Guid?)null),
        ["OnBehalfOf"] = set => set.SetProperty(l => l.OnBehalfOf, Guid.CreateVersion7()),
        ["Channel"] = set => set.SetProperty(l => l.Channel, Channel.Paper),
        ["Action"] = set => set.SetProperty(l => l.Action, "read"),
        ["Subject"] = set => set.SetProperty(l => l.Subject, "Place"),
        ["SubjectId"] = set => set.SetProperty(l => l.SubjectId, Guid.CreateVersion7()),
        ["Fields"] = set => set.SetProperty(l => l.Fields, new List<string>()),
        ["Reason"] = set => set.SetProperty(l => l.Reason, ""),
        ["Segment"] = set => set.SetProperty(l => l.Segment, 1),
    };

    private static readonly Dictionary<string, Action<UpdateSettersBuilder<JournalSegment>>> SegmentChanges = new()
    {
        ["Number"] = set => set.SetProperty(s => s.Number, 7),
        ["From"] = set => set.SetProperty(s => s.From, s => s.From.AddMinutes(-1)),
        ["To"] = set => set.SetProperty(s => s.To, DateTime.MaxValue.Date),
        ["Lines"] = set => set.SetProperty(s => s.Lines, int.MaxValue),
        ["LinesHash"] = set => set.SetProperty(s => s.LinesHash, OtherHash),
        ["PreviousHash"] = set => set.SetProperty(s => s.PreviousHash, OtherHash),
        ["Hash"] = set => set.SetProperty(s => s.Hash, OtherHash),
        ["ExpiredAt"] = set => set.SetProperty(s => s.ExpiredAt, Elsewhen),
    };

    private JournalScene scene = null!;

    public static TheoryData<string> LineColumns => [.. LineChanges.Keys];

    public static TheoryData<string> SegmentColumns => [.. SegmentChanges.Keys];

    /// <summary>Three segments of two lines: the tests attack the second.</summary>
    public async ValueTask InitializeAsync()
    {
        scene = await JournalScene.Start();
        for (var hour = 1; hour <= 3; hour++)
        {
            await scene.SealAnHour();
        }

        Assert.Empty((await scene.Verify()).Faults);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task Every_column_has_its_attack()
    {
        await using var db = scene.Db();

        Assert.Equal(Columns<JournalLine>(), LineChanges.Keys.Order());
        Assert.Equal(Columns<JournalSegment>(), SegmentChanges.Keys.Order());

        IEnumerable<string> Columns<T>() =>
            db.Model.FindEntityType(typeof(T))!.GetProperties().Select(p => p.Name).Order();
    }

    [Theory]
    [MemberData(nameof(LineColumns))]
    public async Task A_line_altered_in_any_column_is_found(string column)
    {
        var line = (await scene.Lines()).Single(l => l.Segment == 2 && l.Action == "changed");
        await using (var db = scene.Db())
        {
            Assert.Equal(1, await db.JournalLines.Where(l => l.Id == line.Id).ExecuteUpdateAsync(LineChanges[column]));
        }

        (long?, JournalFaultKind)[] expected =
            column == "Segment"
                ? [(1, JournalFaultKind.LinesAdded), (2, JournalFaultKind.LinesRemoved)]
                : [(2, JournalFaultKind.LinesAltered)];
        Assert.Equal(expected, await Faults());
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_any_more_is_found()
    {
        await using (var db = scene.Db())
        {
            await db.Database.ExecuteSqlRawAsync("UPDATE journal_lines SET channel = 'nowhere' WHERE segment = 2");
        }

        Assert.Equal([(2, JournalFaultKind.LinesAltered)], await Faults());
    }

    [Fact]
    public async Task A_line_removed_is_found()
    {
        var line = (await scene.Lines()).First(l => l.Segment == 2);
        await using (var db = scene.Db())
        {
            await db.JournalLines.Where(l => l.Id == line.Id).ExecuteDeleteAsync();
        }

        var report = await scene.Verify();
        Assert.Equal([new JournalFault(JournalFaultKind.LinesRemoved, 2, 1)], report.Faults);
    }

    [Fact]
    public async Task All_lines_removed_before_their_term_are_found()
    {
        await using (var db = scene.Db())
        {
            await db.JournalLines.Where(l => l.Segment == 2).ExecuteDeleteAsync();
        }

        var report = await scene.Verify();
        Assert.Equal([new JournalFault(JournalFaultKind.LinesRemoved, 2, 2)], report.Faults);
    }

    [Fact]
    public async Task A_line_taken_out_of_its_segment_is_found()
    {
        await using (var db = scene.Db())
        {
            await db
                .JournalLines.Where(l => l.Segment == 2 && l.Action == "changed")
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.Segment, (long?)null));
        }

        Assert.Equal([(2, JournalFaultKind.LinesRemoved)], await Faults());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public async Task A_line_added_to_a_segment_sealed_or_unknown_is_found(long segment)
    {
        await Add(segment);

        var report = await scene.Verify();
        Assert.Equal([new JournalFault(JournalFaultKind.LinesAdded, segment, 1)], report.Faults);
    }

    [Fact]
    public async Task A_line_added_to_an_expired_segment_is_found_and_is_not_swept_away()
    {
        scene.Clock.Advance(TimeSpan.FromDays(370));
        await scene.Expire();
        await Add(2);
        await scene.Expire();

        Assert.Equal([(2, JournalFaultKind.LinesAdded)], await Faults());
    }

    [Theory]
    [MemberData(nameof(SegmentColumns))]
    public async Task A_segment_altered_in_any_column_is_found(string column)
    {
        await using (var db = scene.Db())
        {
            Assert.Equal(
                1,
                await db.JournalSegments.Where(s => s.Number == 2).ExecuteUpdateAsync(SegmentChanges[column])
            );
        }

        var expected = column == "ExpiredAt" ? JournalFaultKind.ExpiredBeforeTerm : JournalFaultKind.SegmentAltered;
        Assert.Contains(expected, (await Faults()).Select(fault => fault.Kind));
    }

    [Theory]
    [InlineData("From")]
    [InlineData("To")]
    [InlineData("Lines")]
    [InlineData("LinesHash")]
    [InlineData("Hash")]
    public async Task An_expired_segment_stays_under_seal(string column)
    {
        scene.Clock.Advance(TimeSpan.FromDays(370));
        await scene.Expire();
        await using (var db = scene.Db())
        {
            await db.JournalSegments.Where(s => s.Number == 2).ExecuteUpdateAsync(SegmentChanges[column]);
        }

        Assert.Contains((2, JournalFaultKind.SegmentAltered), await Faults());
    }

    [Fact]
    public async Task A_segment_removed_with_its_lines_is_found()
    {
        await using (var db = scene.Db())
        {
            await db.JournalLines.Where(l => l.Segment == 2).ExecuteDeleteAsync();
            await db.JournalSegments.Where(s => s.Number == 2).ExecuteDeleteAsync();
        }

        Assert.Equal([(2, JournalFaultKind.SegmentMissing), (3, JournalFaultKind.ChainBroken)], await Faults());
    }

    [Fact]
    public async Task Hashes_swapped_between_segments_are_found()
    {
        await using (var db = scene.Db())
        {
            var hashes = await db.JournalSegments.ToDictionaryAsync(s => s.Number, s => s.Hash);
            await db
                .JournalSegments.Where(s => s.Number < 3)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Hash, s => s.Number == 1 ? hashes[2] : hashes[1]));
        }

        Assert.Equal(
            [1, 2],
            (await Faults()).Where(f => f.Kind == JournalFaultKind.SegmentAltered).Select(f => f.Segment)
        );
    }

    [Fact]
    public async Task A_segment_marked_expired_and_emptied_before_its_term_is_found()
    {
        await using (var db = scene.Db())
        {
            await db.JournalLines.Where(l => l.Segment == 2).ExecuteDeleteAsync();
            await db
                .JournalSegments.Where(s => s.Number == 2)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiredAt, s => s.To.AddYears(3)));
        }

        Assert.Equal([(2, JournalFaultKind.ExpiredBeforeTerm)], await Faults());
    }

    [Fact]
    public async Task A_segment_written_again_with_right_hashes_breaks_the_chain()
    {
        await using (var db = scene.Db())
        {
            await db
                .JournalLines.Where(l => l.Segment == 2)
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.AccountId, (Guid?)null));
            var segment = await db.JournalSegments.SingleAsync(s => s.Number == 2);
            var lines = (await scene.Lines()).Where(l => l.Segment == 2).Select(JournalHash.Line);
            db.Entry(segment).Property(s => s.LinesHash).CurrentValue = JournalHash.Lines(lines);
            segment.Hash = JournalHash.Segment(segment);
            await db.SaveChangesAsync();
        }

        Assert.Equal([(3, JournalFaultKind.ChainBroken)], await Faults());
    }

    [Fact]
    public async Task An_end_cut_off_is_found_by_a_hash_noted_earlier()
    {
        var head = (await scene.Verify()).Head;
        await using (var db = scene.Db())
        {
            await db.JournalLines.Where(l => l.Segment == 3).ExecuteDeleteAsync();
            await db.JournalSegments.Where(s => s.Number == 3).ExecuteDeleteAsync();
        }

        Assert.Empty((await scene.Verify()).Faults);
        await scene.SealAnHour();
        var report = await scene.Verify(head);

        Assert.Equal([new JournalFault(JournalFaultKind.HeadUnknown)], report.Faults);
    }

    [Fact]
    public async Task A_hash_noted_earlier_stays_in_the_chain_as_it_grows()
    {
        var head = (await scene.Verify()).Head;
        await scene.SealAnHour();

        Assert.Empty((await scene.Verify(head)).Faults);
    }

    [Fact]
    public async Task The_verb_says_what_it_found_and_its_code_tells_a_machine()
    {
        var honest = await MaillageProcess.Run(["audit", "verify"], environment: scene.Environment);
        var head = (await scene.Verify()).Head!;
        await using (var db = scene.Db())
        {
            await db.JournalLines.Where(l => l.Segment == 2).ExecuteDeleteAsync();
        }

        var tampered = await MaillageProcess.Run(
            ["audit", "verify", "--head", OtherHash],
            environment: scene.Environment
        );

        Assert.Equal((0, 2), (honest.ExitCode, tampered.ExitCode));
        Assert.Contains("Segments scellés : 3, lignes : 6.", honest.Output, StringComparison.Ordinal);
        Assert.Contains("Le journal est intact.", honest.Output, StringComparison.Ordinal);
        Assert.Contains(head, honest.Output, StringComparison.Ordinal);
        Assert.Contains("Segment 2 : 2 lignes ont été retirées.", tampered.Output, StringComparison.Ordinal);
        Assert.Contains("L’empreinte notée n’est plus dans la chaîne", tampered.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verb_seals_at_once()
    {
        var nothing = await MaillageProcess.Run(["audit", "seal"], environment: scene.Environment);
        await using (var db = scene.Db())
        {
            await db
                .JournalLines.Where(l => l.Segment == 3)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(l => l.Segment, (long?)null)
                        .SetProperty(l => l.At, new DateTime(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc))
                );
            await db.JournalSegments.Where(s => s.Number == 3).ExecuteDeleteAsync();
        }

        var sealing = await MaillageProcess.Run(["audit", "seal"], environment: scene.Environment);

        Assert.Equal((0, 0), (nothing.ExitCode, sealing.ExitCode));
        Assert.Contains("Rien à sceller", nothing.Output, StringComparison.Ordinal);
        Assert.Contains("Segment 3 scellé, lignes : 2.", sealing.Output, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<(long? Segment, JournalFaultKind Kind)>> Faults() =>
        (await scene.Verify()).Faults.OrderBy(f => f.Segment).Select(f => (f.Segment, f.Kind));

    private async Task Add(long segment)
    {
        await using var db = scene.Db();
        db.Add(
            new JournalLine
            {
                Id = Guid.CreateVersion7(),
                At = Elsewhen,
                Channel = Channel.Web,
                Action = JournalLine.Changed,
                Subject = "Organisation",
                SubjectId = Guid.CreateVersion7(),
                Fields = ["Name"],
                Segment = segment,
            }
        );
        await db.SaveChangesAsync();
    }
}
