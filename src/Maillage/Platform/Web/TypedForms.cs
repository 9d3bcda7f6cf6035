using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Maillage.Platform.Web;

/// <summary>
/// Takes the null character out of forms: no person types it, PostgreSQL keeps no text that holds it, and the framework
/// refuses it only in forms without parts.
/// </summary>
internal sealed class TypedForms(RequestDelegate next, IOptions<FormOptions> options)
{
    private const string Null = "\0";

    public Task Invoke(HttpContext context)
    {
        if (context.Request.HasFormContentType)
        {
            context.Features.Set<IFormFeature>(new WithoutNull(new FormFeature(context.Request, options.Value)));
        }

        return next(context);
    }

    private static IFormCollection Clean(IFormCollection form) =>
        form.Any(field => field.Value.Any(HoldsNull))
            ? new FormCollection(
                form.ToDictionary(
                    field => field.Key,
                    field => new StringValues([
                        .. field.Value.Select(value => value?.Replace(Null, "", StringComparison.Ordinal)),
                    ]),
                    StringComparer.OrdinalIgnoreCase
                ),
                form.Files
            )
            : form;

    private static bool HoldsNull(string? value) => value?.Contains(Null, StringComparison.Ordinal) == true;

    private sealed class WithoutNull(FormFeature read) : IFormFeature
    {
        public bool HasFormContentType => read.HasFormContentType;

        public IFormCollection? Form
        {
            get => read.Form;
            set => read.Form = value;
        }

        public IFormCollection ReadForm() => Form = Clean(read.ReadForm());

        public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) =>
            Form = Clean(await read.ReadFormAsync(cancellationToken));
    }
}
