using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Maillage.Design.Icons;

/// <summary>
/// The icons of one page: each use is a reference, and the drawings of those used are written once, at the end.
/// One for each request.
/// </summary>
public sealed class IconSprite
{
    private static readonly ConcurrentDictionary<string, Icon> Icons = new(StringComparer.Ordinal);
    private readonly List<Icon> used = [];

    /// <summary>The icon of that name (Lucide), decorative: it always comes with words.</summary>
    public IHtmlContent this[string name]
    {
        get
        {
            var icon = Icons.GetOrAdd(name, Icon.Read);
            if (!used.Contains(icon))
            {
                used.Add(icon);
            }

            return icon.Reference;
        }
    }

    /// <summary>The drawings of the icons used so far.</summary>
    public IHtmlContent Symbols() => new Drawings(used);

    private sealed class Drawings(List<Icon> icons) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            writer.Write("<svg class=\"ml-sprite\" width=\"0\" height=\"0\" aria-hidden=\"true\">");
            foreach (var icon in icons)
            {
                writer.Write(icon.Symbol);
            }

            writer.Write("</svg>");
        }
    }

    private sealed class Icon(HtmlString reference, string symbol)
    {
        public HtmlString Reference => reference;

        public string Symbol => symbol;

        public static Icon Read(string name)
        {
            using var stream =
                typeof(IconSprite).Assembly.GetManifestResourceStream($"icons/{name}.svg")
                ?? throw new ArgumentException($"Icon « {name} » is not in the list of assets.targets.", nameof(name));
            using var reader = new StreamReader(stream);
            var svg = reader.ReadToEnd();
            var start = svg.IndexOf('>', svg.IndexOf("<svg", StringComparison.Ordinal)) + 1;
            var drawing = svg[start..svg.LastIndexOf("</svg>", StringComparison.Ordinal)];
            var compact = string.Concat(drawing.Split('\n').Select(line => line.Trim()))
                .Replace(" />", "/>", StringComparison.Ordinal);
            return new Icon(
                new HtmlString($"<svg class=\"ml-i\" aria-hidden=\"true\"><use href=\"#i-{name}\"/></svg>"),
                $"<symbol id=\"i-{name}\" viewBox=\"0 0 24 24\">{compact}</symbol>"
            );
        }
    }
}
