using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Correspondence;
using Maillage.Features.Inhabitants;
using Maillage.Features.Meetings;
using Maillage.Features.Meetings.Demonstration;
using Maillage.Features.Messages;
using Maillage.Features.Network;
using Maillage.Features.Observatory;
using Maillage.Features.OpenData;
using Maillage.Features.Places;
using Maillage.Features.Places.Demonstration;
using Maillage.Features.Privacy;
using Maillage.Features.Site;
using Maillage.Features.Territories;
using Maillage.Platform;
using Maillage.Platform.CommandLine;
using Maillage.Platform.Messaging;
using Maillage.Platform.OpenId;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateBuilder(args);
builder.AddPlatform();
builder.AddMessaging();
builder.Services.AddData();
builder.Services.AddTerritories();
builder.Services.AddAccounts();
builder.Services.AddCorrespondence();
builder.Services.AddPrivacy();
builder.Services.AddInhabitants();
builder.Services.AddPlaces();
builder.Services.AddMeetings();
builder.Services.AddNetwork();
builder.Services.AddObservatory();
builder.Services.AddOpenData();
builder.Services.AddSite();

var app = builder.Build();
try
{
    app.Services.GetRequiredService<IStartupValidator>().Validate();
}
catch (OptionsValidationException wrong)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, wrong.Failures));
    return 1;
}

if (Commands.Wanted(args))
{
    return await Commands.Run(app.Services, args);
}

await app.Services.PrepareDatabase();
await using (var scope = app.Services.CreateAsyncScope())
{
    await scope.ServiceProvider.GetRequiredService<LoadDemonstration>().Run();
    await scope.ServiceProvider.GetRequiredService<LoadDemonstrationNetwork>().Run();
    await scope.ServiceProvider.GetRequiredService<LoadDemonstrationMeetings>().Run();
}

app.UsePlatform();
app.MapAccounts();
app.MapOpenId();
app.MapMessages();
app.MapTerritories();
app.MapCorrespondence();
app.MapPrivacy();
app.MapPlaces();
app.MapMeetingPages();
app.MapNetwork();
app.MapOpenData();
app.MapRazorPages().WithStaticAssets();
await app.RunAsync();
return 0;

/// <summary>Composition of the application; visible to the tests, which start it in process.</summary>
public partial class Program;
