using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace Maillage.Design.Forms;

/// <summary>One answer of a list.</summary>
public sealed record Choice(string Value, string Text)
{
    public string? Hint { get; init; }

    /// <summary>Its own field name, where each box is a parameter of its own.</summary>
    public string? Name { get; init; }

    public string? Id { get; init; }

    /// <summary>True, false, or null to follow the field's value.</summary>
    public bool? Checked { get; init; }

    public bool Disabled { get; init; }
}

/// <summary>A list of answers under one question: radios or checkboxes.</summary>
public abstract class ChoicesTagHelper(IStringLocalizer texts, HtmlEncoder encoder, string kind)
    : FieldTagHelper(texts, encoder)
{
    public string? Legend { get; set; }

    public string? LegendClass { get; set; }

    public bool LegendIsHeading { get; set; }

    public IReadOnlyList<Choice> Choices { get; set; } = [];

    /// <summary>The values chosen; by default the model's.</summary>
    public IReadOnlyCollection<string>? Values { get; set; }

    private protected override void Write(Markup group, TagHelperOutput output, string? describedBy, string? error)
    {
        if (Legend is not null)
        {
            group
                .Open("fieldset", ("class", "govuk-fieldset"), ("aria-describedby", describedBy))
                .Open("legend", ("class", ClassList("govuk-fieldset__legend", LegendClass)));
            if (LegendIsHeading)
            {
                group.Element("h1", Legend, ("class", "govuk-fieldset__heading"));
            }
            else
            {
                group.Text(Legend);
            }

            group.Close("legend");
        }

        WriteHintAndError(group, error);
        group.Open(
            "div",
            [
                ("class", ClassList($"govuk-{kind}", Classes)),
                .. output.Attributes.Select(a => (a.Name, (string?)a.Value?.ToString())),
            ]
        );
        var values = Values ?? (BoundValue is { } value ? value.Split(',') : []);
        for (var i = 0; i < Choices.Count; i++)
        {
            WriteChoice(group, Choices[i], i, values, Legend is null ? describedBy : null);
        }

        group.Close("div");
        if (Legend is not null)
        {
            group.Close("fieldset");
        }
    }

    private void WriteChoice(
        Markup group,
        Choice choice,
        int index,
        IReadOnlyCollection<string> values,
        string? describedBy
    )
    {
        var id = choice.Id ?? (index == 0 ? FieldId : FormattableString.Invariant($"{FieldId}-{index + 1}"));
        var hint = choice.Hint is null ? null : $"{id}-item-hint";
        // Only a box without a fieldset says itself what describes it.
        var described = kind == "checkboxes" ? ClassList(describedBy, hint) : hint ?? "";
        group
            .Open("div", ("class", $"govuk-{kind}__item"))
            .Open(
                "input",
                ("class", $"govuk-{kind}__input"),
                ("id", id),
                ("name", choice.Name ?? FieldName),
                ("type", kind == "radios" ? "radio" : "checkbox"),
                ("value", choice.Value),
                ("checked", choice.Checked ?? values.Contains(choice.Value) ? "" : null),
                ("disabled", choice.Disabled ? "" : null),
                ("aria-describedby", described.Length == 0 ? null : described)
            )
            .Element("label", choice.Text, ("class", $"govuk-label govuk-{kind}__label"), ("for", id));
        if (choice.Hint is not null)
        {
            group.Element("div", choice.Hint, ("id", hint), ("class", $"govuk-hint govuk-{kind}__hint"));
        }

        group.Close("div");
    }
}

/// <summary>One answer among several (radios).</summary>
[HtmlTargetElement("form-radios", TagStructure = TagStructure.WithoutEndTag)]
public sealed class RadiosTagHelper(IStringLocalizer texts, HtmlEncoder encoder)
    : ChoicesTagHelper(texts, encoder, "radios");

/// <summary>Any number of answers (checkboxes).</summary>
[HtmlTargetElement("form-checkboxes", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CheckboxesTagHelper(IStringLocalizer texts, HtmlEncoder encoder)
    : ChoicesTagHelper(texts, encoder, "checkboxes");
