using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Diagnostics;

namespace Maillage.Platform.Web;

/// <summary>
/// Stops an address from which too many wrong requests come (limite d'échecs). A library has one address for forty
/// people: only failures count, never visits, and there is room for five mistakes each in ten minutes.
/// </summary>
internal sealed class FailureLimits(RequestDelegate next, TimeProvider clock)
{
    /// <summary>Failures in one <see cref="Window"/> after which everything is refused until its end.</summary>
    public const int MostFailures = 200;

    /// <summary>Addresses followed at the same time: some 3 MB.</summary>
    public const int MostAddresses = 20_000;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Dictionary<IPAddress, Failures> failures = [];
    private readonly Lock gate = new();

    /// <summary>How many addresses are held in memory.</summary>
    internal int Followed
    {
        get
        {
            lock (gate)
            {
                return failures.Count;
            }
        }
    }

    public async Task Invoke(HttpContext context)
    {
        var address = AddressOf(context);
        // The error page of a refused request is no request of its own.
        if (address is null || context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            await next(context);
            return;
        }

        if (BlockedFor(address) is { } wait)
        {
            await Refuse(context, wait);
            return;
        }

        await next(context);
        if (context.Response.StatusCode is >= 400 and < 500)
        {
            Count(address);
        }
    }

    /// <summary>
    /// Who asks; null when nobody can be told from another, as behind a proxy whose <c>X-Forwarded-For</c> is not read
    /// (docs/running.md). An IPv6 subscriber holds a whole /64.
    /// </summary>
    internal static IPAddress? AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (
            address is null
            || (IPAddress.IsLoopback(address) && context.Request.Headers.ContainsKey("X-Forwarded-For"))
        )
        {
            return null;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }

    private TimeSpan? BlockedFor(IPAddress address)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        lock (gate)
        {
            return failures.TryGetValue(address, out var held) && held.Count >= MostFailures && held.Until > now
                ? held.Until - now
                : null;
        }
    }

    private void Count(IPAddress address)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        lock (gate)
        {
            if (failures.TryGetValue(address, out var held) && held.Until > now)
            {
                failures[address] = held with { Count = held.Count + 1 };
                return;
            }

            if (failures.Count >= MostAddresses)
            {
                MakeRoom(now);
            }

            failures[address] = new Failures(1, now + Window);
        }
    }

    private void MakeRoom(DateTime now)
    {
        foreach (var (address, held) in failures)
        {
            if (held.Until <= now)
            {
                failures.Remove(address);
            }
        }

        if (failures.Count >= MostAddresses)
        {
            // All are recent: those with few failures are forgotten before those that are stopped.
            foreach (var (address, _) in failures.OrderBy(pair => pair.Value.Count).Take(MostAddresses / 2).ToList())
            {
                failures.Remove(address);
            }
        }
    }

    private static Task Refuse(HttpContext context, TimeSpan wait)
    {
        var minutes = (int)Math.Ceiling(wait.TotalMinutes);
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(
            CultureInfo.InvariantCulture
        );
        // The pages get the error page that goes with the code; programs get a problem.
        return ApiProblem.Concerns(context.Request.Path)
            ? ApiProblem.Write(
                context,
                StatusCodes.Status429TooManyRequests,
                "Trop d’erreurs",
                $"Trop de demandes refusées depuis votre adresse. Réessayez dans {minutes} {(minutes == 1 ? "minute" : "minutes")}."
            )
            : Task.CompletedTask;
    }

    private readonly record struct Failures(int Count, DateTime Until);
}
