using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Maillage.Platform.Web;

/// <summary>
/// Refuses a form sent to a page that takes none: the framework would draw the page without having read anything for it.
/// </summary>
internal sealed class NoHandlerNoPage : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context) { }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var (http, method) = (context.HttpContext, context.HttpContext.Request.Method);
        var isRead = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        // The page of errors answers whatever was sent.
        var isError =
            http.Features.Get<IStatusCodeReExecuteFeature>() is not null
            || http.Features.Get<IExceptionHandlerFeature>() is not null;
        if (context.HandlerMethod is null && !isRead && !isError)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context) { }
}
