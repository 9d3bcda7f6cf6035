using System.Buffers.Text;
using System.Globalization;

namespace Maillage.Features.Meetings;

/// <summary>What names a slot in forms and addresses, whether somebody has booked it or not.</summary>
/// <param name="StartsAt">UTC, to the minute.</param>
public readonly record struct SlotKey(Guid OpeningId, DateTime StartsAt)
{
    private const string Format = "yyyyMMddHHmm";
    private const int BytesOfGuid = 16;
    private const int FirstYear = 2020;
    private const int LastYear = 2200;
    private const int LengthOfOpening = 22;
    private const int Length = LengthOfOpening + 12;

    public static SlotKey? Read(string? text)
    {
        Span<byte> opening = stackalloc byte[BytesOfGuid];
        if (
            text is not { Length: Length }
            || !Base64Url.IsValid(text.AsSpan(0, LengthOfOpening))
            || !Base64Url.TryDecodeFromChars(text.AsSpan(0, LengthOfOpening), opening, out var read)
            || read != BytesOfGuid
        )
        {
            return null;
        }

        return
            DateTime.TryParseExact(
                text.AsSpan(LengthOfOpening),
                Format,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var startsAt
            ) && startsAt.Year is >= FirstYear and <= LastYear
            ? new SlotKey(new Guid(opening, bigEndian: true), startsAt)
            : null;
    }

    public override string ToString() =>
        Base64Url.EncodeToString(OpeningId.ToByteArray(bigEndian: true))
        + StartsAt.ToString(Format, CultureInfo.InvariantCulture);
}
