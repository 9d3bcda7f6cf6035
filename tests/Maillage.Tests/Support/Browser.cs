using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Maillage.Tests.Support;

/// <summary>A browser without script: follows links by their words and fills forms by their labels.</summary>
public sealed class Browser(HttpClient client)
{
    private static readonly HtmlParser Parser = new(
        new HtmlParserOptions { IsScripting = false },
        BrowsingContext.New(Configuration.Default)
    );

    public IHtmlDocument Page { get; private set; } = null!;

    public HttpStatusCode Status { get; private set; }

    /// <summary>Path and query of the page shown, after redirects.</summary>
    public string Address { get; private set; } = "";

    public string Title => Page.Title ?? "";

    /// <summary>The words of the page's main part, white space folded, no-break spaces read as spaces.</summary>
    public string Text => Words(Page.QuerySelector("main")!.TextContent);

    /// <summary>Another tab of the same browser: the same cookies.</summary>
    public Browser OtherTab() => new(client);

    public Task Open(string address) => Show(client.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute)));

    public Task Follow(string words) => Open(Link(words).GetAttribute("href")!);

    public IElement Link(string words) =>
        Page.QuerySelectorAll("a[href]")
            .FirstOrDefault(link => Words(link.TextContent).Contains(words, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"No link « {words} » on {Address}.");

    public Browser Fill(string label, string value)
    {
        Field(label).SetAttribute("value", value);
        return this;
    }

    public Browser Choose(string label)
    {
        var box = Field(label);
        foreach (
            var other in Page.QuerySelectorAll("input[type=radio]")
                .Where(other => other.GetAttribute("name") == box.GetAttribute("name"))
        )
        {
            other.RemoveAttribute("checked");
        }

        box.SetAttribute("checked", "");
        return this;
    }

    /// <summary>Picks an option of a list by its words.</summary>
    public Browser Select(string label, string words)
    {
        foreach (var option in Field(label).QuerySelectorAll("option"))
        {
            option.RemoveAttribute("selected");
            if (Words(option.TextContent) == words)
            {
                option.SetAttribute("selected", "");
            }
        }

        return this;
    }

    /// <summary>Sends the form that holds the button of these words.</summary>
    public Task Press(string button)
    {
        var pressed =
            Page.QuerySelectorAll("form button")
                .FirstOrDefault(b => Words(b.TextContent).Contains(button, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"No button « {button} » on {Address}.");
        return Send(pressed.Closest("form")!, pressed);
    }

    /// <summary>Sends a form of the page, with the name of the button pressed when it has one.</summary>
    public async Task Send(IElement form, IElement? pressed = null)
    {
        var fields = form.QuerySelectorAll("input[name], textarea[name]")
            .Where(field => field.GetAttribute("type") is not ("radio" or "checkbox") || field.HasAttribute("checked"))
            .Select(field =>
                KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value") ?? field.TextContent)
            );
        fields = fields.Concat(
            form.QuerySelectorAll("select[name]")
                .Select(list =>
                    KeyValuePair.Create(
                        list.GetAttribute("name")!,
                        (list.QuerySelector("option[selected]") ?? list.QuerySelector("option"))?.GetAttribute("value")
                            ?? ""
                    )
                )
        );
        if (pressed?.GetAttribute("name") is { } gesture)
        {
            fields = fields.Append(KeyValuePair.Create(gesture, pressed.GetAttribute("value") ?? ""));
        }

        var action = form.GetAttribute("action") is { Length: > 0 } address ? address : Address;
        using var content = new FormUrlEncodedContent(fields);
        await (
            form.GetAttribute("method") == "post"
                ? Show(client.PostAsync(new Uri(action, UriKind.Relative), content))
                : Open($"{action.Split('?')[0]}?{await content.ReadAsStringAsync()}")
        );
    }

    /// <summary>Sends what no form of the page makes by itself: a file.</summary>
    public Task Post(string address, HttpContent content) =>
        Show(client.PostAsync(new Uri(address, UriKind.Relative), content));

    public IElement Field(string label)
    {
        var found =
            Page.QuerySelectorAll("label")
                .FirstOrDefault(l => Words(l.TextContent).StartsWith(label, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"No field « {label} » on {Address}.");
        return (found.GetAttribute("for") is { } id ? Page.GetElementById(id) : found.QuerySelector("input"))!;
    }

    private async Task Show(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Status = answer.StatusCode;
        Address = answer.RequestMessage!.RequestUri!.PathAndQuery;
        Page = await Parser.ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }

    private static string Words(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
