using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Maillage.Features.Places.Import;

/// <summary>Reads the objects of a JSON list one by one: an array, or the first array of objects inside an object.</summary>
internal static class JsonRows
{
    internal static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private const string CutSentence =
        "Le fichier est coupé ou mal formé ici : seules les fiches lues avant peuvent être importées, et aucune fiche absente n’est marquée comme partie.";

    private const int LargestRecord = 16 * 1024 * 1024;

    public static async IAsyncEnumerable<RawRow> Read(
        ListContent list,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var chunk = new Chunk(list.Content);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            List<RawRow> rows;
            var cut = false;
            try
            {
                rows = chunk.Take();
            }
            catch (JsonException)
            {
                (rows, cut) = (chunk.Ready, true);
            }

            foreach (var row in rows)
            {
                yield return row;
            }

            if (cut)
            {
                throw new UnreadableListException(CutSentence, chunk.Line);
            }

            if (chunk.IsAtEnd)
            {
                yield break;
            }

            await chunk.Fill(cancellation);
        }
    }

    /// <summary>The part of the content that is in memory, and how far it has been read.</summary>
    private sealed class Chunk(Stream content)
    {
        private byte[] buffer = new byte[1 << 16];
        private int start;
        private int end;
        private bool isFinal;
        private bool isInList;
        private bool hasEmptyList;
        private JsonReaderState state = new(
            new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
        );

        public int Line { get; private set; } = 1;

        public bool IsAtEnd { get; private set; }

        public List<RawRow> Ready { get; private set; } = [];

        public async Task Fill(CancellationToken cancellation)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
            {
                if (buffer.Length >= LargestRecord)
                {
                    throw new UnreadableListException(CutSentence, Line);
                }

                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var count = await content.ReadAsync(buffer.AsMemory(end), cancellation);
            end += count;
            isFinal = count == 0;
        }

        /// <summary>The records that are whole in memory; throws where the text is no JSON.</summary>
        public List<RawRow> Take()
        {
            Ready = [];
            var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isFinal, state);
            while (!IsAtEnd && Step(ref reader))
            {
                Line += buffer.AsSpan(start, (int)reader.BytesConsumed).Count((byte)'\n');
                start += (int)reader.BytesConsumed;
                state = reader.CurrentState;
                reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isFinal, state);
            }

            if (isFinal && !IsAtEnd)
            {
                throw new JsonException("cut");
            }

            return Ready;
        }

        /// <summary>Reads one token, or one whole record; false when more content is needed.</summary>
        private bool Step(ref Utf8JsonReader reader)
        {
            if (!reader.Read())
            {
                return false;
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray when !isInList && reader.CurrentDepth > 0:
                    return EnterList(ref reader);
                case JsonTokenType.StartArray when !isInList:
                    isInList = true;
                    return true;
                case JsonTokenType.EndArray when isInList:
                    IsAtEnd = true;
                    return true;
                case JsonTokenType.StartObject when isInList:
                    return TakeRecord(ref reader);
                case JsonTokenType.StartObject when reader.CurrentDepth > 0:
                    return reader.TrySkip();
                case JsonTokenType.EndObject when hasEmptyList:
                    IsAtEnd = true;
                    return true;
                case JsonTokenType.EndObject:
                    throw new UnreadableListException("Ce fichier JSON ne contient pas de liste de lieux.", Line);
                case JsonTokenType.String
                or JsonTokenType.Number
                or JsonTokenType.True
                or JsonTokenType.Null
                or JsonTokenType.False when isInList:
                    Ready.Add(
                        new RawRow(
                            Line,
                            new Dictionary<string, string>(),
                            [],
                            "null",
                            "Ce n’est pas une fiche : elle n’a pas été importée."
                        )
                    );
                    return true;
                default:
                    return true;
            }
        }

        /// <summary>An array inside an object is the list when its first item is an object; another is passed over.</summary>
        private bool EnterList(ref Utf8JsonReader reader)
        {
            var ahead = reader;
            if (!ahead.Read())
            {
                return false;
            }

            if (ahead.TokenType == JsonTokenType.StartObject)
            {
                isInList = true;
                return true;
            }

            hasEmptyList |= ahead.TokenType == JsonTokenType.EndArray;
            return reader.TrySkip();
        }

        private bool TakeRecord(ref Utf8JsonReader reader)
        {
            var line = Line + buffer.AsSpan(start, (int)reader.TokenStartIndex).Count((byte)'\n');
            var whole = reader;
            if (!whole.TrySkip())
            {
                return false;
            }

            using var record = JsonDocument.ParseValue(ref reader);
            var cells = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            Flatten(record.RootElement, "", cells);
            Ready.Add(new RawRow(line, cells, cells.Keys, JsonSerializer.Serialize(record.RootElement, Relaxed)));
            return true;
        }

        private static void Flatten(JsonElement element, string path, Dictionary<string, string> cells)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var property in element.EnumerateObject())
                    {
                        Flatten(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", cells);
                    }

                    break;
                case JsonValueKind.Array when element.EnumerateArray().All(IsSimple):
                    cells.TryAdd(path, string.Join('|', element.EnumerateArray().Select(Text)));
                    break;
                case JsonValueKind.Array:
                    var rank = 0;
                    foreach (var item in element.EnumerateArray())
                    {
                        Flatten(item, $"{path}.{rank++.ToString(CultureInfo.InvariantCulture)}", cells);
                    }

                    break;
                case JsonValueKind.Null:
                    cells.TryAdd(path, "");
                    break;
                default:
                    cells.TryAdd(path, Text(element));
                    break;
            }
        }

        private static bool IsSimple(JsonElement element) =>
            element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);

        private static string Text(JsonElement element) =>
            element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
    }
}
