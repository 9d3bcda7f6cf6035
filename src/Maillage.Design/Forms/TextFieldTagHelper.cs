using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace Maillage.Design.Forms;

/// <summary>A field in which one writes, under its label.</summary>
public abstract class TextFieldTagHelper(IStringLocalizer texts, HtmlEncoder encoder) : FieldTagHelper(texts, encoder)
{
    public string? Label { get; set; }

    public string? LabelClass { get; set; }

    /// <summary>True where the question is the page's only one: the label is its title.</summary>
    public bool LabelIsHeading { get; set; }

    public string? Value { get; set; }

    private protected override void Write(Markup group, TagHelperOutput output, string? describedBy, string? error)
    {
        if (LabelIsHeading)
        {
            group.Open("h1", ("class", "govuk-label-wrapper"));
        }

        group.Element("label", Label ?? "", ("class", ClassList("govuk-label", LabelClass)), ("for", FieldId));
        if (LabelIsHeading)
        {
            group.Close("h1");
        }

        WriteHintAndError(group, error);
        WriteControl(group, output, describedBy, error is not null);
    }

    private protected abstract void WriteControl(
        Markup group,
        TagHelperOutput output,
        string? describedBy,
        bool refused
    );

    /// <summary>The attributes that the helper does not know go to the control itself: autocomplete, inputmode, rows…</summary>
    private protected static (string Name, string? Value)[] With(
        TagHelperOutput output,
        params ReadOnlySpan<(string Name, string? Value)> own
    ) => [.. own, .. output.Attributes.Select(a => (a.Name, (string?)(a.Value?.ToString() ?? "")))];
}

/// <summary>One line of text (input).</summary>
[HtmlTargetElement("form-input", TagStructure = TagStructure.WithoutEndTag)]
public sealed class InputTagHelper(IStringLocalizer texts, HtmlEncoder encoder) : TextFieldTagHelper(texts, encoder)
{
    public string Type { get; set; } = "text";

    private protected override void WriteControl(
        Markup group,
        TagHelperOutput output,
        string? describedBy,
        bool refused
    ) =>
        group.Open(
            "input",
            With(
                output,
                ("class", ClassList("govuk-input", Classes, refused ? "govuk-input--error" : null)),
                ("id", FieldId),
                ("name", FieldName),
                ("type", Type),
                // A browser lets no page choose a file.
                ("value", Type == "file" ? null : Value ?? BoundValue),
                ("aria-describedby", describedBy)
            )
        );
}

/// <summary>Several lines of text (textarea).</summary>
[HtmlTargetElement("form-textarea", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TextareaTagHelper(IStringLocalizer texts, HtmlEncoder encoder) : TextFieldTagHelper(texts, encoder)
{
    public int Rows { get; set; } = 5;

    private protected override void WriteControl(
        Markup group,
        TagHelperOutput output,
        string? describedBy,
        bool refused
    ) =>
        group.Element(
            "textarea",
            Value ?? BoundValue ?? "",
            With(
                output,
                ("class", ClassList("govuk-textarea", refused ? "govuk-textarea--error" : null, Classes)),
                ("id", FieldId),
                ("name", FieldName),
                ("rows", FormattableString.Invariant($"{Rows}")),
                ("aria-describedby", describedBy)
            )
        );
}
