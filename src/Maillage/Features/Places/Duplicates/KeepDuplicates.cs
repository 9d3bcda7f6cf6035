using Maillage.Data;
using Maillage.Platform.Time;

namespace Maillage.Features.Places.Duplicates;

/// <summary>Looks for duplicates every night at three, after the lists of the evening have come in.</summary>
internal sealed partial class KeepDuplicates(
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<KeepDuplicates> logger
) : BackgroundService
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var local = ParisTime.At(time.GetUtcNow().UtcDateTime).TimeOfDay;
            var wait = Hour - local;
            await Task.Delay(wait > TimeSpan.Zero ? wait : wait + TimeSpan.FromDays(1), time, stoppingToken);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
                await using var held = await db.TryLock("duplicates", stoppingToken);
                if (held is not null)
                {
                    await scope.ServiceProvider.GetRequiredService<ProposeDuplicates>().Run(stoppingToken);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The database may be away, or a person may have decided on a pair meanwhile: tomorrow is soon enough.
                NotProposed(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Duplicates could not be looked for; those of before stay.")]
    private partial void NotProposed(Exception failure);
}
