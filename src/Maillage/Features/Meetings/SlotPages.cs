using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Maillage.Data;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Maillage.Features.Meetings;

/// <summary>
/// Keeps pages that show free times (pages de créneaux): until anything that makes a time free or taken is changed, and a
/// few seconds at most, since another node may change it. Two offers may need the same person: all pages go at once.
/// </summary>
internal sealed class SlotPages : IOutputCachePolicy
{
    /// <summary>A page joins with <c>[OutputCache(PolicyName = SlotPages.Policy)]</c>.</summary>
    public const string Policy = "slots";

    /// <summary>How long another node's page may show a time that was taken.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        // Taken before anything is read: a page that was being made meanwhile is found by nobody.
        context.CacheVaryByRules.VaryByValues["slots"] = context
            .HttpContext.RequestServices.GetRequiredService<SlotGeneration>()
            .Current;
        context.ResponseExpirationTimeSpan = Longest;
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) =>
        ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) =>
        ValueTask.CompletedTask;
}

/// <summary>
/// Which bookings, openings and absences the kept pages were made from. It goes on by itself with each save of one of them,
/// so that nobody can forget it; a new offer is known to the pages of places too.
/// </summary>
internal sealed class SlotGeneration(PageGeneration pages) : ISaveChangesInterceptor, IDbTransactionInterceptor
{
    /// <summary>What each context has saved that pages show, until it is committed.</summary>
    private readonly ConditionalWeakTable<DbContext, Saved> saved = [];
    private int number;

    public string Current => Volatile.Read(ref number).ToString(CultureInfo.InvariantCulture);

    /// <summary>Has every context of the application say what it saves.</summary>
    public static void Join(IServiceCollection services)
    {
        services.AddSingleton<SlotGeneration>();
        services.ConfigureDbContext<SqliteDb>(Listen);
        services.ConfigureDbContext<PostgresDb>(Listen);

        static void Listen(IServiceProvider provider, DbContextOptionsBuilder options) =>
            options.AddInterceptors(provider.GetRequiredService<SlotGeneration>());
    }

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        foreach (var entry in eventData.Context!.ChangeTracker.Entries())
        {
            if (
                entry.State != EntityState.Unchanged
                && entry.Entity
                    is Slot
                        or Booking
                        or Occupation
                        or Absence
                        or Opening
                        or OpeningResource
                        or Offer
                        or OfferDocument
            )
            {
                saved.GetOrCreateValue(eventData.Context).HasOffer |= entry.Entity is Offer;
            }
        }

        return ValueTask.FromResult(result);
    }

    public ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context!.Database.CurrentTransaction is null)
        {
            Next(eventData.Context);
        }

        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Next(eventData.Context!);
        return Task.CompletedTask;
    }

    private void Next(DbContext context)
    {
        if (saved.TryGetValue(context, out var what))
        {
            saved.Remove(context);
            Interlocked.Increment(ref number);
            if (what.HasOffer)
            {
                pages.Next();
            }
        }
    }

    private sealed class Saved
    {
        public bool HasOffer { get; set; }
    }
}
