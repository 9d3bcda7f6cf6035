using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Maillage.Platform.Audit;

/// <summary>
/// The bytes that seal the journal, the same on every database: each value as text, preceded by the four bytes of its
/// length (big-endian), an absent one as the length −1; then SHA-256, in hexadecimal.
/// </summary>
internal static class JournalHash
{
    // A later form gets another word: what is sealed in this one must stay checkable.
    private const string LineForm = "line/1";
    private const string LineOfSeveralForm = "line/2";
    private const string LinesForm = "lines/1";
    private const string SegmentForm = "segment/1";

    public static string Line(JournalLine line) =>
        Of([
            line.AlsoRead.Count == 0 ? LineForm : LineOfSeveralForm,
            Text(line.Id),
            Text(line.At),
            Text(line.AccountId),
            Text(line.OnBehalfOf),
            line.Channel.ToString(),
            line.Action,
            line.Subject,
            Text(line.SubjectId),
            line.Reason,
            // The count tells where the things end and the fields begin.
            .. line.AlsoRead.Count == 0 ? [] : line.AlsoRead.Select(id => Text(id)).Prepend(Text(line.AlsoRead.Count)),
            .. line.Fields,
        ]);

    /// <summary>The hash of a segment's lines, whatever order they are read in.</summary>
    public static string Lines(IEnumerable<string> lineHashes) =>
        Of([LinesForm, .. lineHashes.Order(StringComparer.Ordinal)]);

    public static string Segment(JournalSegment segment) =>
        Of([
            SegmentForm,
            Text(segment.Number),
            Text(segment.From),
            Text(segment.To),
            Text(segment.Lines),
            segment.LinesHash,
            segment.PreviousHash,
        ]);

    private static string? Text(Guid? id) => id?.ToString("D");

    private static string Text(DateTime instant) => instant.ToString("O", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Of(IEnumerable<string?> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var value in values)
        {
            var bytes = value is null ? null : Encoding.UTF8.GetBytes(value);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes?.Length ?? -1);
            hash.AppendData(length);
            hash.AppendData(bytes ?? []);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
