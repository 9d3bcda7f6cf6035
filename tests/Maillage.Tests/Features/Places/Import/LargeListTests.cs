using System.Diagnostics;
using System.Globalization;
using System.Text;
using Maillage.Data;
using Maillage.Features.Places.Import;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Places.Import;

public class LargeListTests(ITestOutputHelper output)
{
    private const string Header = "id,nom,commune,code_postal,code_insee,adresse,services,presentation_detail\n";

    [Fact]
    public async Task A_file_of_100_MB_is_read_without_being_held_in_memory()
    {
        await using var scene = await ImportScene.Start();
        using var list = new MadeUpList(40_000, detailLength: 2_500);
        Assert.True(list.Length > 100_000_000);
        var peak = 0L;
        using var done = new CancellationTokenSource();
        var watch = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        });

        var report = await scene.Import(list, isTrial: true);

        await done.CancelAsync();
        await watch;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{peak / 1048576} MB at most"));
        Assert.Equal((40_000, 0), (report.Summary.Created, report.Summary.Rejected));
        Assert.InRange(peak, 0, 600L * 1024 * 1024);
    }

    [Fact]
    public async Task Nobody_else_waits_two_seconds_to_write_during_an_import()
    {
        await using var scene = await ImportScene.Start();
        using var list = new MadeUpList(20_000, detailLength: 200);
        var import = Task.Run(() => scene.Import(list));
        var longest = TimeSpan.Zero;
        var writes = 0;

        while (!import.IsCompleted)
        {
            await using var db = scene.Db();
            var watch = Stopwatch.StartNew();
            db.Organisations.Add(new() { Id = Guid.CreateVersion7(), Name = "Écrit pendant l’import" });
            await db.SaveChangesAsync();
            longest = watch.Elapsed > longest ? watch.Elapsed : longest;
            writes++;
        }

        var report = await import;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{writes} writes, longest wait {longest.TotalMilliseconds:F0} ms"
            )
        );
        Assert.Equal(20_000, report.Summary.Created);
        Assert.InRange(writes, 20, int.MaxValue);
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Two_imports_at_once_do_not_mix()
    {
        await using var scene = await ImportScene.Start();
        await using var db = scene.Db();
        await using var held = await db.TryLock(ImportPlaces.LockName);

        var report = await scene.Import(Header + "1,Mairie,Angers,49000,49007,,,\n");

        Assert.False(report.IsClean);
        Assert.Contains("Un autre import est en cours", report.Problems[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(0, await db.Places.CountAsync());
    }

    /// <summary>A list written while it is read.</summary>
    internal sealed class MadeUpList(int records, int detailLength) : Stream
    {
        private readonly string detail = string.Concat(Enumerable.Repeat("mot ", detailLength / 4));
        private byte[] line = Encoding.UTF8.GetBytes(Header);
        private int lineNumber;
        private int offset;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => (long)records * (detailLength + 80);

        public override long Position
        {
            get => lineNumber;
            set => (line, lineNumber, offset) = (Encoding.UTF8.GetBytes(Header), 0, (int)value);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (offset == line.Length)
            {
                if (lineNumber == records)
                {
                    return 0;
                }

                lineNumber++;
                line = Encoding.UTF8.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{lineNumber},Maison {lineNumber},Angers,49000,49007,{lineNumber} rue Neuve,Compréhension du monde numérique,{detail}\n"
                    )
                );
                offset = 0;
            }

            var length = Math.Min(buffer.Length, line.Length - offset);
            line.AsSpan(offset, length).CopyTo(buffer);
            offset += length;
            return length;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() { }
    }
}
