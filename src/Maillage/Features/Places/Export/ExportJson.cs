using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Maillage.Features.Places.Export;

/// <summary>Writes long JSON documents bit by bit, accents as they are.</summary>
internal static class ExportJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int FlushFrom = 64 * 1024;

    /// <summary>
    /// Writes an array of one value for each item, one a line so that files can be read and compared by eye, between
    /// <paramref name="head"/> and <paramref name="tail"/>; gives the number of items.
    /// </summary>
    public static async Task<int> WriteArray<T>(
        Stream output,
        IAsyncEnumerable<T> items,
        Action<Utf8JsonWriter, T> write,
        CancellationToken cancellation,
        string head = "",
        string tail = ""
    )
    {
        var count = 0;
        var buffer = new ArrayBufferWriter<byte>(2 * FlushFrom);
        await using var json = new Utf8JsonWriter(buffer, Options);
        buffer.Write(Encoding.UTF8.GetBytes(head + "["));
        await foreach (var item in items.WithCancellation(cancellation))
        {
            buffer.Write(count == 0 ? "\n"u8 : ",\n"u8);
            json.Reset();
            write(json, item);
            json.Flush();
            count++;
            if (buffer.WrittenCount > FlushFrom)
            {
                await output.WriteAsync(buffer.WrittenMemory, cancellation);
                buffer.ResetWrittenCount();
            }
        }

        buffer.Write(Encoding.UTF8.GetBytes("\n]" + tail + "\n"));
        await output.WriteAsync(buffer.WrittenMemory, cancellation);
        return count;
    }

    /// <summary>Writes the property unless it has no value: the official library takes an empty text for a wrong one.</summary>
    public static void WriteUnlessEmpty(this Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case string { Length: > 0 } text:
                json.WriteString(name, text);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumber(name, number);
                break;
            case IReadOnlyList<string> { Count: > 0 } list:
                json.WriteStartArray(name);
                foreach (var item in list)
                {
                    json.WriteStringValue(item);
                }

                json.WriteEndArray();
                break;
        }
    }
}
