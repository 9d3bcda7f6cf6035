using Maillage.Platform.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace Maillage.Features.Accounts.SignIn;

/// <summary>Reads who is signed in from the session that the cookie names, at each request.</summary>
internal sealed class SessionEvents : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        // A form of a page open to all, as signing in, was shown to nobody in particular once the session had ended.
        var isForm =
            HttpMethods.IsPost(context.Request.Method)
            && context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null;
        if (await sessions.Read(context.Principal!, isForm, context.HttpContext.RequestAborted) is { } person)
        {
            context.HttpContext.Features.Set(person);
            context.HttpContext.RequestServices.GetRequiredService<Actor>().AccountId = person.AccountId;
            return;
        }

        // The cookie stays: a form still open in another tab may need it.
        context.RejectPrincipal();
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        // A form that a redirect cannot send again: they come back to its page.
        var path = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : request.Path.Value ?? "/";
        context.Response.Redirect(AccountUrls.SignInThen(path));
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
