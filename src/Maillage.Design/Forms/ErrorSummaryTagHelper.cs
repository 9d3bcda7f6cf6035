using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace Maillage.Design.Forms;

/// <summary>One thing to mend, with the address of its field.</summary>
public sealed record FormError(string Text, string? Href = null);

/// <summary>The list of what is to be mended, first on the page; nothing when all is well.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummaryTagHelper(IStringLocalizer texts, HtmlEncoder encoder) : TagHelper
{
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext? ViewContext { get; set; }

    public string? Heading { get; set; }

    public string? Description { get; set; }

    /// <summary>By default the errors of the model state, each linked to its field.</summary>
    public IReadOnlyList<FormError>? Errors { get; set; }

    [HtmlAttributeName("class")]
    public string? Classes { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var errors = Errors ?? FromModelState();
        if (errors.Count == 0 && Description is null)
        {
            output.SuppressOutput();
            return;
        }

        var summary = new Markup(encoder)
            .Open(
                "div",
                [
                    ("class", Classes is null ? "govuk-error-summary" : $"govuk-error-summary {Classes}"),
                    .. output.Attributes.Select(a => (a.Name, (string?)a.Value?.ToString())),
                ]
            )
            .Open("div", ("role", "alert"))
            .Element("h2", Heading ?? texts["Il y a un problème"].Value, ("class", "govuk-error-summary__title"))
            .Open("div", ("class", "govuk-error-summary__body"));
        if (Description is not null)
        {
            summary.Element("p", Description);
        }

        if (errors.Count > 0)
        {
            summary.Open("ul", ("class", "govuk-list govuk-error-summary__list"));
            foreach (var error in errors)
            {
                summary.Open("li");
                if (error.Href is null)
                {
                    summary.Text(error.Text);
                }
                else
                {
                    summary.Element("a", error.Text, ("href", error.Href));
                }

                summary.Close("li");
            }

            summary.Close("ul");
        }

        output.Content.SetHtmlContent(summary.Close("div", "div", "div"));
    }

    private List<FormError> FromModelState() =>
        ViewContext is null
            ? []
            :
            [
                .. ViewContext.ModelState.SelectMany(field =>
                    field.Value!.Errors.Select(error => new FormError(
                        texts[error.ErrorMessage].Value,
                        field.Key.Length == 0 ? null : "#" + TagBuilder.CreateSanitizedId(field.Key, "-")
                    ))
                ),
            ];
}
