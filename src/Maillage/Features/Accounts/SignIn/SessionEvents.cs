using Maillage.Platform.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Maillage.Features.Accounts.SignIn;

/// <summary>Reads who is signed in from the session that the cookie names, at each request.</summary>
internal sealed class SessionEvents : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (await sessions.Read(context.Principal!, context.HttpContext.RequestAborted) is { } person)
        {
            context.HttpContext.Features.Set(person);
            context.HttpContext.RequestServices.GetRequiredService<Actor>().AccountId = person.AccountId;
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Sessions.Scheme);
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        // A form sent by somebody whose session has ended cannot be sent again by a redirect: they come back to the page.
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
