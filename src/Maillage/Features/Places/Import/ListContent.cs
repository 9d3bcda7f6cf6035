using System.Text;

namespace Maillage.Features.Places.Import;

/// <summary>The content of a list as UTF-8 without a mark, whatever its encoding.</summary>
/// <param name="Head">Its first characters, white space aside.</param>
public sealed record ListContent(Stream Content, string Head)
{
    private const int HeadLength = 4096;

    public bool IsJson => Head[0] is '[' or '{';

    /// <summary>Its records, to be read once; throws <see cref="UnreadableListException"/> where it breaks off.</summary>
    internal IAsyncEnumerable<RawRow> Rows(CancellationToken cancellation) =>
        IsJson ? JsonRows.Read(this, cancellation) : CsvRows.Read(this, cancellation);

    /// <summary>Finds the encoding; throws <see cref="UnreadableListException"/> for what is no list.</summary>
    /// <param name="file">Must be able to go back to its start.</param>
    public static async Task<ListContent> Open(Stream file, CancellationToken cancellation)
    {
        var bytes = new byte[HeadLength];
        var count = await file.ReadAtLeastAsync(bytes, HeadLength, throwOnEndOfStream: false, cancellation);
        var (encoding, mark) = Detect(bytes.AsSpan(0, count));
        file.Position = mark;
        var head = encoding.GetString(bytes.AsSpan(mark, count - mark)).TrimStart();
        Refuse(bytes.AsSpan(0, count), head);
        return new ListContent(Encoding.CreateTranscodingStream(file, encoding, Encoding.UTF8), head);
    }

    private static (Encoding Encoding, int Mark) Detect(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Utf8OrWindows1252, 3),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [not 0, 0, not 0, 0, ..] => (Encoding.Unicode, 0),
            [0, not 0, 0, not 0, ..] => (Encoding.BigEndianUnicode, 0),
            _ => (Utf8OrWindows1252, 0),
        };

    private static void Refuse(ReadOnlySpan<byte> bytes, string head)
    {
        if (head.Length == 0)
        {
            throw new UnreadableListException("Le fichier est vide : il n’y a rien à importer.");
        }

        if (head[0] == '<')
        {
            throw new UnreadableListException(
                "Le fichier est une page web (HTML ou XML), pas une liste de lieux : vérifiez l’adresse du téléchargement."
            );
        }

        if (bytes is [(byte)'P', (byte)'K', 3, 4, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..])
        {
            throw new UnreadableListException(
                "Le fichier est un classeur ou une archive : enregistrez la feuille au format CSV, puis recommencez."
            );
        }

        if (
            head.Contains('\0', StringComparison.Ordinal)
            || bytes is [0x1F, 0x8B, ..] or [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..]
        )
        {
            throw new UnreadableListException("Le fichier n’est pas du texte : donnez une liste en CSV ou en JSON.");
        }
    }

    /// <summary>UTF-8 in which a byte that is none is read as Windows-1252: old files, and files glued from both.</summary>
    private static Encoding Utf8OrWindows1252
    {
        get
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new Windows1252Fallback());
        }
    }

    private sealed class Windows1252Fallback : DecoderFallback
    {
        private static readonly Encoding Windows1252 = Encoding.GetEncoding(1252);

        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Characters();

        private sealed class Characters : DecoderFallbackBuffer
        {
            private string characters = "";
            private int next;

            public override int Remaining => characters.Length - next;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                (characters, next) = (Windows1252.GetString(bytesUnknown), 0);
                return characters.Length > 0;
            }

            public override char GetNextChar() => next < characters.Length ? characters[next++] : '\0';

            public override bool MovePrevious()
            {
                if (next == 0)
                {
                    return false;
                }

                next--;
                return true;
            }

            public override void Reset() => (characters, next) = ("", 0);
        }
    }
}
