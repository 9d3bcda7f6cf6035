using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace Maillage.Platform.Text;

/// <summary>
/// The sentences of the pages. The key is the French sentence as one types it; each feature keeps its English in its
/// <c>en.json</c>. French comes out with its typography.
/// </summary>
public sealed class Texts : IStringLocalizer
{
    private readonly FrozenDictionary<string, Sentence> sentences;

    public Texts(HtmlEncoder encoder)
        : this(typeof(Texts).Assembly, encoder) { }

    private Texts(Assembly assembly, HtmlEncoder encoder) =>
        sentences = assembly
            .GetManifestResourceNames()
            .Where(name => name.EndsWith("en.json", StringComparison.Ordinal))
            .SelectMany(name => Read(assembly, name))
            .DistinctBy(pair => pair.Key)
            .ToFrozenDictionary(
                pair => pair.Key,
                pair => new Sentence(
                    new PageText(pair.Key, FrenchTypography.Of(pair.Key), encoder),
                    new PageText(pair.Key, pair.Value, encoder)
                ),
                StringComparer.Ordinal
            );

    public LocalizedString this[string name] =>
        sentences.TryGetValue(name, out var sentence)
            ? sentence.Now
            : new LocalizedString(name, FrenchTypography.Of(name), resourceNotFound: true);

    public LocalizedString this[string name, params object[] arguments] =>
        sentences.TryGetValue(name, out var sentence)
            ? new(name, string.Format(CultureInfo.CurrentCulture, sentence.Now.Value, arguments))
            : new(
                name,
                string.Format(CultureInfo.CurrentCulture, FrenchTypography.Of(name), arguments),
                resourceNotFound: true
            );

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        sentences.Keys.Select(key => this[key]);

    private static Dictionary<string, string> Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }

    private sealed record Sentence(PageText French, PageText English)
    {
        public PageText Now => Language.IsEnglish ? English : French;
    }

    /// <summary>A sentence encoded once for all pages, which hold dozens of them each.</summary>
    private sealed class PageText(string key, string value, HtmlEncoder encoder)
        : LocalizedString(key, value),
            IHtmlContent
    {
        private readonly string encoded = encoder.Encode(value);

        public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(encoded);
    }
}
