using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Platform.Web;

/// <summary>
/// Sends each page in one piece, once it is whole: one packet train instead of one for every sixteen kilobytes, and
/// never half a page when its making fails.
/// </summary>
internal static class WholePages
{
    public static IApplicationBuilder UseWholePages(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is null
                    ? next(context)
                    : SendWhole(context, next)
        );

    private static async Task SendWhole(HttpContext context, RequestDelegate next)
    {
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var page = new Page();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(page));
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(body);
        }

        if (page.Length > 0)
        {
            context.Response.ContentLength = page.Length;
            await body.Writer.WriteAsync(page.Written, context.RequestAborted);
        }
    }

    /// <summary>Bytes written one after the other into a rented array.</summary>
    private sealed class Page : Stream
    {
        private const int LikelyLength = 64 * 1024;
        private byte[] bytes = ArrayPool<byte>.Shared.Rent(LikelyLength);
        private int length;

        public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => length;

        public override long Position
        {
            get => length;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (bytes.Length - length < buffer.Length)
            {
                Grow(length + buffer.Length);
            }

            buffer.CopyTo(bytes.AsSpan(length));
            length += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Write(buffer.AsSpan(offset, count));
            return Task.CompletedTask;
        }

        public override void Flush() { }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (bytes.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(bytes);
                bytes = [];
            }

            base.Dispose(disposing);
        }

        private void Grow(int least)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(least, bytes.Length * 2));
            Written.Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }
    }
}
