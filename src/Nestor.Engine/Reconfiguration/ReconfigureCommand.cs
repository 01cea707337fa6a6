using Nestor.Hooks.Commands;

namespace Nestor.Engine.Reconfiguration;

/// <summary>
/// The commands <c>reconfigure4</c> and <c>reconfigure6</c>, which Kea has not: clients are told to come back. They count
/// first, a piece of the leases in each turn, so that the answer says how many will be told.
/// </summary>
public static class ReconfigureCommand
{
    public static void Register(CommandTable commands, Reconfigurer4 reconfigurer) =>
        commands.Add("reconfigure4", call => Reconfigure4(reconfigurer, call));

    public static void Register(CommandTable commands, Reconfigurer6 reconfigurer) =>
        commands.Add("reconfigure6", call => Reconfigure6(reconfigurer, call));

    public static CommandResult Reconfigure4(Reconfigurer4 reconfigurer, CommandCall call) =>
        Run(reconfigurer, ReconfigureArguments.Read(call.Arguments, isV6: false, out string error), error);

    public static CommandResult Reconfigure6(Reconfigurer6 reconfigurer, CommandCall call) =>
        Run(reconfigurer, ReconfigureArguments.Read(call.Arguments, isV6: true, out string error), error);

    private static CommandResult Run<TAddr>(Reconfigurer<TAddr> reconfigurer, ReconfigureJob? job, string error)
        where TAddr : struct, IEquatable<TAddr>
    {
        if (job is null)
        {
            return CommandResult.Error(error);
        }

        if (!reconfigurer.IsOn)
        {
            return CommandResult.Error("\"reconfigure\" is off in the configuration: no client has a key to be told with");
        }

        return reconfigurer.Knows(job)
            ? Count(reconfigurer, job, new ClientCount())
            : CommandResult.Empty("no lease belongs to this client");
    }

    private static CommandResult Count<TAddr>(Reconfigurer<TAddr> reconfigurer, ReconfigureJob job, ClientCount count)
        where TAddr : struct, IEquatable<TAddr>
    {
        if (!reconfigurer.Count(job, count))
        {
            return CommandResult.Later(() => Count(reconfigurer, job, count));
        }

        if (count.Clients == 0)
        {
            return CommandResult.Empty("no client that is meant can be told: none has a key");
        }

        return reconfigurer.Start(job)
            ? CommandResult.Success(
                $"{count.Clients} {(count.Clients == 1 ? "client" : "clients")} will be told to come back",
                Json.Element.Map([new Json.Member("clients", Json.Element.Of(count.Clients), Json.SourcePlace.None)]))
            : CommandResult.Conflict($"{reconfigurer.JobCount} such commands wait to be worked off already");
    }
}
