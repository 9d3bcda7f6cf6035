using System.Net;
using Maillage.Platform.Web;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Maillage.Tests.Platform.Web;

public class FailureLimitsTests
{
    private readonly FakeTimeProvider clock = new(TestApp.DefaultNow);
    private readonly FailureLimits limits;

    public FailureLimitsTests() =>
        limits = new FailureLimits(
            context =>
            {
                context.Response.StatusCode = context.Request.Path == "/juste" ? 200 : 404;
                return Task.CompletedTask;
            },
            clock
        );

    [Fact]
    public async Task Forty_people_behind_one_address_may_visit_as_much_as_they_like()
    {
        for (var visit = 0; visit < 100 * FailureLimits.MostFailures; visit++)
        {
            Assert.Equal(200, (await Ask("192.0.2.1", "/juste")).StatusCode);
        }
    }

    [Fact]
    public async Task Too_many_failures_stop_the_address_until_the_end_of_the_window_and_no_other()
    {
        await Fail("192.0.2.1", FailureLimits.MostFailures);
        clock.Advance(TimeSpan.FromMinutes(4));

        var stopped = await Ask("192.0.2.1", "/api/v1/places");
        var other = await Ask("192.0.2.2", "/juste");
        clock.Advance(FailureLimits.Window - TimeSpan.FromMinutes(4));
        var later = await Ask("192.0.2.1", "/juste");

        Assert.Equal(429, stopped.StatusCode);
        Assert.Equal("360", stopped.Headers.RetryAfter);
        Assert.Equal("application/problem+json", stopped.ContentType);
        stopped.Body.Position = 0;
        Assert.Contains(
            "Réessayez dans 6",
            await new StreamReader(stopped.Body).ReadToEndAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal(200, other.StatusCode);
        Assert.Equal(200, later.StatusCode);
    }

    [Fact]
    public async Task A_subscriber_in_ipv6_is_one_address_whatever_its_last_64_bits()
    {
        for (var i = 0; i < FailureLimits.MostFailures; i++)
        {
            await Fail($"2001:db8:0:1::{i:x}", 1);
        }

        Assert.Equal(429, (await Ask("2001:db8:0:1::ffff", "/juste")).StatusCode);
        Assert.Equal(200, (await Ask("2001:db8:0:2::1", "/juste")).StatusCode);
    }

    [Fact]
    public async Task Many_addresses_do_not_free_the_one_that_is_stopped()
    {
        await Fail("192.0.2.1", FailureLimits.MostFailures);

        for (var i = 0; i < 2 * FailureLimits.MostAddresses; i++)
        {
            await Fail($"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}", 1);
        }

        Assert.Equal(429, (await Ask("192.0.2.1", "/juste")).StatusCode);
        Assert.InRange(limits.Followed, 1, FailureLimits.MostAddresses);
    }

    [Fact]
    public async Task Nobody_is_stopped_behind_a_proxy_that_hides_who_asks()
    {
        await Fail("127.0.0.1", 2 * FailureLimits.MostFailures, forwardedFor: "192.0.2.1");

        Assert.Equal(200, (await Ask("127.0.0.1", "/juste", forwardedFor: "192.0.2.2")).StatusCode);
    }

    private async Task Fail(string address, int times, string? forwardedFor = null)
    {
        for (var i = 0; i < times; i++)
        {
            await Ask(address, "/faux", forwardedFor);
        }
    }

    private async Task<HttpResponse> Ask(string address, string path, string? forwardedFor = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        context.Request.Path = path;
        context.Response.Body = new MemoryStream();
        if (forwardedFor is not null)
        {
            context.Request.Headers["X-Forwarded-For"] = forwardedFor;
        }

        await limits.Invoke(context);
        return context.Response;
    }
}
