using System.Data.Common;
using Maillage.Data;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Support;

/// <summary>Counts the commands that an application sends to its database.</summary>
public sealed class QueryCounter : DbCommandInterceptor
{
    private int count;

    /// <summary>Makes the application's own contexts be counted.</summary>
    public void Join(IServiceCollection services)
    {
        services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(this));
        services.ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(this));
    }

    /// <summary>How many commands an act sends.</summary>
    public async Task<int> Of(Func<Task> act)
    {
        Interlocked.Exchange(ref count, 0);
        await act();
        return Volatile.Read(ref count);
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        Interlocked.Increment(ref count);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Interlocked.Increment(ref count);
        return ValueTask.FromResult(result);
    }
}
