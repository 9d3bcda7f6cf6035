using Maillage.Features.Territories.Import;

namespace Maillage.Features.Territories;

/// <summary>At start, puts the official centres that were imported into the map.</summary>
internal sealed class LoadOfficialCentres(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ImportGeo>().LoadCentres(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
