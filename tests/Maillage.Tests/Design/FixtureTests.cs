using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Maillage.Design.Forms;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace Maillage.Tests.Design;

/// <summary>
/// Our form fields give the HTML of the official components: the fixtures of govuk-frontend are played again. Those
/// that ask for an option which no page of ours needs are left out, by the option's name.
/// </summary>
public class FixtureTests
{
    /// <summary>Options that our fields do not have.</summary>
    private static readonly string[] LeftOut =
    [
        "html",
        "prefix",
        "suffix",
        "inputWrapper",
        "items.conditional",
        "items.divider",
        "items.behaviour",
        "items.attributes",
        "items.label",
        "fieldset.attributes",
        "fieldset.classes",
        "errorList.attributes",
        "titleHtml",
        "descriptionHtml",
        "disableAutoFocus",
    ];

    private static readonly IStringLocalizer Texts = new OfficialWords();

    [Theory]
    [InlineData("input", 31)]
    [InlineData("textarea", 18)]
    [InlineData("radios", 20)]
    [InlineData("checkboxes", 20)]
    [InlineData("error-summary", 12)]
    public void The_official_examples_come_out_the_same(string component, int least)
    {
        var played = Fixtures(component).Where(fixture => !IsLeftOut(fixture["options"], "")).ToList();

        foreach (var fixture in played)
        {
            var options = fixture["options"]!.AsObject();
            Assert.True(
                Normal(fixture["html"]!.GetValue<string>()) == Normal(Render(component, options)),
                $"{component}, {fixture["name"]} :\n{Normal(fixture["html"]!.GetValue<string>())}\n{Normal(Render(component, options))}"
            );
        }

        Assert.True(played.Count >= least, $"{component} : {played.Count} exemples joués, {least} attendus");
    }

    private static IEnumerable<JsonObject> Fixtures(string component)
    {
        var file = Path.Combine(
            SharedData.Repository,
            "node_modules/govuk-frontend/dist/govuk/components",
            component,
            "fixtures.json"
        );
        return JsonNode.Parse(File.ReadAllText(file))!["fixtures"]!.AsArray().Select(fixture => fixture!.AsObject());
    }

    /// <summary>Whether the options name one that is left out; an empty item is a trick of the template language.</summary>
    private static bool IsLeftOut(JsonNode? node, string path) =>
        LeftOut.Any(option => path == option || path.EndsWith("." + option, StringComparison.Ordinal))
        || node switch
        {
            JsonObject members => members.Any(member =>
                IsLeftOut(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")
            ),
            JsonArray items => items.Any(item => IsLeftOut(item, path) || (path == "items" && item is not JsonObject)),
            _ => false,
        };

    private static string Render(string component, JsonObject options)
    {
        TagHelper helper = component switch
        {
            "input" => Text(
                new InputTagHelper(Texts, HtmlEncoder.Default) { Type = Say(options, "type") ?? "text" },
                options
            ),
            "textarea" => Text(
                new TextareaTagHelper(Texts, HtmlEncoder.Default)
                {
                    Rows = int.Parse(Say(options, "rows") ?? "5", CultureInfo.InvariantCulture),
                },
                options
            ),
            "radios" => Choices(new RadiosTagHelper(Texts, HtmlEncoder.Default), options),
            "checkboxes" => Choices(new CheckboxesTagHelper(Texts, HtmlEncoder.Default), options),
            _ => Summary(options),
        };
        var attributes = new TagHelperAttributeList();
        foreach (var name in new[] { "autocomplete", "inputmode", "pattern", "spellcheck", "autocapitalize" })
        {
            if (Say(options, name) is { } value)
            {
                attributes.Add(name, value);
            }
        }

        if (Say(options, "disabled") == "true")
        {
            attributes.Add("disabled", "");
        }

        foreach (var (name, value) in options["attributes"]?.AsObject() ?? [])
        {
            attributes.Add(name, value!.ToString());
        }

        var output = new TagHelperOutput(
            "x",
            attributes,
            (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent())
        );
        helper.Process(new TagHelperContext([], new Dictionary<object, object>(), "x"), output);
        return output.Content.GetContent(HtmlEncoder.Default);
    }

    private static T Field<T>(T field, JsonObject options)
        where T : FieldTagHelper
    {
        field.Name = Say(options, "name");
        field.Id = Say(options, "id") ?? Say(options, "idPrefix") ?? Say(options, "name");
        field.Hint = Say(options, "hint", "text");
        field.Error = Say(options, "errorMessage", "text");
        field.Classes = Say(options, "classes");
        field.GroupClass = Say(options, "formGroup", "classes");
        field.DescribedBy = Say(options, "describedBy") ?? Say(options, "fieldset", "describedBy");
        return field;
    }

    private static T Text<T>(T field, JsonObject options)
        where T : TextFieldTagHelper
    {
        field.Label = Say(options, "label", "text");
        field.LabelClass = Say(options, "label", "classes");
        field.LabelIsHeading = Say(options, "label", "isPageHeading") == "true";
        field.Value = Say(options, "value");
        return Field(field, options);
    }

    private static T Choices<T>(T field, JsonObject options)
        where T : ChoicesTagHelper
    {
        field.Legend = Say(options, "fieldset", "legend", "text");
        field.LegendClass = Say(options, "fieldset", "legend", "classes");
        field.LegendIsHeading = Say(options, "fieldset", "legend", "isPageHeading") == "true";
        field.Values =
            options["values"]?.AsArray().Select(value => value!.ToString()).ToList()
            ?? (Say(options, "value") is { } one ? [one] : []);
        field.Choices =
        [
            .. options["items"]!
                .AsArray()
                .Select(item => item!.AsObject())
                .Select(item => new Choice(Say(item, "value") ?? "", Say(item, "text") ?? "")
                {
                    Hint = Say(item, "hint", "text"),
                    Name = Say(item, "name"),
                    Id = Say(item, "id"),
                    Checked = Say(item, "checked") is { } is_ ? is_ == "true" : null,
                    Disabled = Say(item, "disabled") == "true",
                }),
        ];
        return Field(field, options);
    }

    private static ErrorSummaryTagHelper Summary(JsonObject options) =>
        new(Texts, HtmlEncoder.Default)
        {
            Heading = Say(options, "titleText"),
            Description = Say(options, "descriptionText"),
            Classes = Say(options, "classes"),
            Errors =
            [
                .. (options["errorList"]?.AsArray() ?? []).Select(error => new FormError(
                    Say(error!.AsObject(), "text")!,
                    Say(error.AsObject(), "href")
                )),
            ],
        };

    private static string? Say(JsonObject options, params string[] path)
    {
        JsonNode? node = options;
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node?.ToString();
    }

    /// <summary>One line for each node: attributes in order, white space folded, hooks for scripts left out.</summary>
    private static string Normal(string html)
    {
        var body = new HtmlParser().ParseDocument(html).Body!;
        foreach (var element in body.QuerySelectorAll("[data-module]"))
        {
            element.RemoveAttribute("data-module");
        }

        return string.Join('\n', body.ChildNodes.SelectMany(node => Lines(node, 0)));
    }

    private static IEnumerable<string> Lines(INode node, int depth)
    {
        var margin = new string(' ', depth);
        if (node is not IElement element)
        {
            var text = string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return text.Length == 0 ? [] : [margin + text];
        }

        var attributes = element
            .Attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal)
            .Select(attribute => $" {attribute.Name}=\"{attribute.Value}\"");
        return
        [
            $"{margin}<{element.LocalName}{string.Concat(attributes)}>",
            .. element.ChildNodes.SelectMany(child => Lines(child, depth + 1)),
        ];
    }

    /// <summary>The words of the official components where ours are French.</summary>
    private sealed class OfficialWords : IStringLocalizer
    {
        public LocalizedString this[string name] => new(name, name == "Erreur :" ? "Error:" : name);

        public LocalizedString this[string name, params object[] arguments] => this[name];

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
    }
}
