using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Server.HookLoading;

namespace Nestor.Server.Runtime;

/// <content>Parts of the running configuration that commands change: nothing else of the server is touched.</content>
public abstract partial class ServerHost<TSettings, TBatch, TArrival, TDeparture, TChanges>
{
    Func<string?>? IHookedServer.ReadEdit(DhcpSettings before, Element tree, out string error)
    {
        string name = $"Dhcp{Family[^1]}";
        var root = Element.Map([new Member(name, tree, SourcePlace.None)]);

        // By the rules of the file: what is not changed came from there.
        var result = Load(root, Rules with { LeftOut = before.Quarantined });
        error = Errors(result.Diagnostics) ?? "";
        if (result.Settings is not { } settings)
        {
            return null;
        }

        if (settings.Quarantined.Count > before.Quarantined.Count)
        {
            // A part that is wrong is refused, whatever becomes of such in a file.
            error = string.Join("; ", settings.Quarantined.Skip(before.Quarantined.Count).Select(q => q.Reason));
            return null;
        }

        return () => TakeEdit(settings);
    }

    /// <summary>
    /// Between two turns; null when done, else why a library does not want it. Sockets, channels, files and timers are those of
    /// before, and so are libraries, unless they go by what has changed, or the numbers of client classes are others now.
    /// </summary>
    private string? TakeEdit(TSettings settings)
    {
        _committer.Drain();
        var kept = AreKept(_settings, settings) && _libraries is { AreKeptByEdits: true } libraries ? libraries : null;
        if (kept is null && !TryPrepareLibraries(settings, out string error))
        {
            return error;
        }

        _settings = settings;
        _configuredAt = Clock.GetTimestamp();
        Meter();
        Reconfigure(settings);
        if (kept is not null)
        {
            // What waits goes by the subnets of before.
            UseHooks(kept.Points);
        }
        else
        {
            UseLibraries(settings);
            SetTimers();
        }

        return null;
    }

    private static bool AreKept(TSettings before, TSettings after)
    {
        bool areKept = before.ClassNames.Count <= after.ClassNames.Count;
        for (int i = 0; areKept && i < before.ClassNames.Count; i++)
        {
            areKept = before.ClassNames[i] == after.ClassNames[i];
        }

        return areKept;
    }
}
