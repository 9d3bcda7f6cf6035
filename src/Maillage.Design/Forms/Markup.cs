using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Maillage.Design.Forms;

/// <summary>Writes elements one after the other, every text and value encoded.</summary>
internal sealed class Markup(HtmlEncoder encoder) : IHtmlContent
{
    private const int LikelyLength = 256;
    private readonly StringBuilder written = new(LikelyLength);

    /// <summary>Opens an element; an attribute whose value is null is left out.</summary>
    public Markup Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        written.Append('<').Append(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                written.Append(' ').Append(name).Append("=\"").Append(encoder.Encode(value)).Append('"');
            }
        }

        written.Append('>');
        return this;
    }

    public Markup Text(string text)
    {
        written.Append(encoder.Encode(text));
        return this;
    }

    public Markup Close(params ReadOnlySpan<string> tags)
    {
        foreach (var tag in tags)
        {
            written.Append("</").Append(tag).Append('>');
        }

        return this;
    }

    public Markup Element(string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes) =>
        Open(tag, attributes).Text(text).Close(tag);

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        foreach (var chunk in written.GetChunks())
        {
            writer.Write(chunk.Span);
        }
    }
}
