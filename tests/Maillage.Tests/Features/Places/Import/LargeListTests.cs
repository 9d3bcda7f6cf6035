using System.Diagnostics;
using System.Globalization;
using System.Text;
using Maillage.Data;
using Maillage.Features.Places.Import;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Places.Import;

public class LargeListTests(ITestOutputHelper output)
{
    private const string Header = "id,nom,commune,code_postal,code_insee,adresse,services,presentation_detail\n";

    /// <summary>In a process of its own, whose heap the runtime refuses to let grow past 300 MB.</summary>
    [Fact]
    public async Task A_file_of_100_MB_is_read_without_being_held_in_memory()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var database = await TestDatabase.Create();
        var folder = Directory.CreateTempSubdirectory("maillage-tests-");
        var file = Path.Combine(folder.FullName, "liste.csv");
        await using (var list = new MadeUpList(40_000, detailLength: 2_500))
        await using (var written = File.Create(file))
        {
            await list.CopyToAsync(written, cancellation);
            Assert.True(written.Length > 100_000_000);
        }

        var result = await MaillageProcess.Run(
            ["import", "places", file, "--dry-run", "--source", "Liste d’essai"],
            environment: new()
            {
                ["Database__Provider"] = database.Provider,
                ["Database__ConnectionString"] = database.ConnectionString,
                ["DOTNET_GCHeapHardLimit"] = (300 * 1024 * 1024).ToString("x", CultureInfo.InvariantCulture),
            }
        );

        folder.Delete(recursive: true);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains("40\u202f000 créées", result.Output, StringComparison.Ordinal);
        Assert.Contains(" 0 refusées", result.Output, StringComparison.Ordinal);
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
