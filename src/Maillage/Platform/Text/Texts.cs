using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Maillage.Platform.Web;
using Microsoft.Extensions.Localization;

namespace Maillage.Platform.Text;

/// <summary>
/// The sentences of the pages. The key is the French sentence as one types it; each feature keeps its English in its
/// <c>en.json</c>. French comes out with its typography.
/// </summary>
public sealed class Texts : IStringLocalizer
{
    private readonly FrozenDictionary<string, Sentence> sentences;

    public Texts()
        : this(typeof(Texts).Assembly) { }

    private Texts(Assembly assembly) =>
        sentences = assembly
            .GetManifestResourceNames()
            .Where(name => name.EndsWith("en.json", StringComparison.Ordinal))
            .SelectMany(name => Read(assembly, name))
            .DistinctBy(pair => pair.Key)
            .ToFrozenDictionary(
                pair => pair.Key,
                pair => new Sentence(FrenchTypography.Of(pair.Key), pair.Value),
                StringComparer.Ordinal
            );

    public LocalizedString this[string name] => new(name, Say(name), resourceNotFound: !sentences.ContainsKey(name));

    public LocalizedString this[string name, params object[] arguments] =>
        new(
            name,
            string.Format(CultureInfo.CurrentCulture, Say(name), arguments),
            resourceNotFound: !sentences.ContainsKey(name)
        );

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        sentences.Keys.Select(key => this[key]);

    private string Say(string key) =>
        sentences.TryGetValue(key, out var sentence)
            ? Language.IsEnglish
                ? sentence.English
                : sentence.French
            : FrenchTypography.Of(key);

    private static Dictionary<string, string> Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }

    private sealed record Sentence(string French, string English);
}
