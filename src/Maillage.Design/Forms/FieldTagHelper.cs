using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace Maillage.Design.Forms;

/// <summary>
/// What every field has in common: its name, its hint and its error, tied together for screen readers. Bound to a
/// property with <c>for</c>, or given its name and value.
/// </summary>
public abstract class FieldTagHelper(IStringLocalizer texts, HtmlEncoder encoder) : TagHelper
{
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext? ViewContext { get; set; }

    public ModelExpression? For { get; set; }

    public string? Id { get; set; }

    public string? Name { get; set; }

    public string? Hint { get; set; }

    /// <summary>The message under the hint; by default what the model state says of the property.</summary>
    public string? Error { get; set; }

    [HtmlAttributeName("class")]
    public string? Classes { get; set; }

    public string? GroupClass { get; set; }

    /// <summary>Ids of other elements that describe the field.</summary>
    public string? DescribedBy { get; set; }

    private protected string FieldName =>
        Name ?? (For is null ? "" : ViewContext?.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name) ?? For.Name);

    private protected string FieldId => Id ?? TagBuilder.CreateSanitizedId(FieldName, "-");

    /// <summary>What was typed when a form was refused, otherwise the model's value.</summary>
    private protected string? BoundValue =>
        ViewContext?.ModelState.TryGetValue(FieldName, out var entry) == true && entry.AttemptedValue is not null
            ? entry.AttemptedValue
            : For?.Model?.ToString();

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var error = Error ?? ErrorOf(FieldName);
        var group = new Markup(encoder).Open(
            "div",
            ("class", ClassList("govuk-form-group", error is null ? null : "govuk-form-group--error", GroupClass))
        );
        var describedBy = ClassList(
            DescribedBy,
            Hint is null ? null : $"{FieldId}-hint",
            error is null ? null : $"{FieldId}-error"
        );
        Write(group, output, describedBy.Length == 0 ? null : describedBy, error);
        group.Close("div");
        output.TagName = null;
        output.Content.SetHtmlContent(group);
    }

    private protected abstract void Write(Markup group, TagHelperOutput output, string? describedBy, string? error);

    private protected void WriteHintAndError(Markup group, string? error)
    {
        if (Hint is not null)
        {
            group.Element("div", Hint, ("id", $"{FieldId}-hint"), ("class", "govuk-hint"));
        }

        if (error is not null)
        {
            group
                .Open("p", ("id", $"{FieldId}-error"), ("class", "govuk-error-message"))
                .Element("span", texts["Erreur :"].Value, ("class", "govuk-visually-hidden"))
                .Text(" " + error)
                .Close("p");
        }
    }

    private protected static string ClassList(params ReadOnlySpan<string?> classes)
    {
        var list = "";
        foreach (var name in classes)
        {
            if (!string.IsNullOrEmpty(name))
            {
                list = list.Length == 0 ? name : $"{list} {name}";
            }
        }

        return list;
    }

    private string? ErrorOf(string name) =>
        ViewContext?.ModelState.TryGetValue(name, out var entry) == true && entry.Errors.Count > 0
            ? texts[entry.Errors[0].ErrorMessage].Value
            : null;
}
