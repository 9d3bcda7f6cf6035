using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Maillage.Data;

/// <summary>Says whether the database answers.</summary>
internal sealed class DatabaseHealth(MaillageDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        await db.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("La base de données ne répond pas.");
}
