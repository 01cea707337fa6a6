using Nestor.Hooks.Commands;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Model.Settings.Rbac;
using Nestor.Server.Audit;
using Nestor.Server.Rbac;

namespace Nestor.Server.Control;

/// <summary>
/// What stands between the channels and the commands: over HTTP it is asked whether the client's role may use the
/// command, and what changes something is written down before its answer leaves.
/// </summary>
/// <param name="ask">Gives the answer to a command.</param>
/// <param name="isKnown">Whether there is a command of this name.</param>
/// <param name="log">The logger <c>commands</c>.</param>
internal sealed class CommandGate(Func<CommandCall, Task<CommandResult>> ask, Func<string, bool> isKnown, TimeProvider clock, Logger log) : IDisposable
{
    private readonly RoleGate _roles = new(log);
    private readonly AuditGate _audit = new(clock, log);

    /// <summary>The answer to a command, or the refusal of it.</summary>
    public async Task<CommandResult> Ask(CommandCall call)
    {
        var refusal = _roles.Refusal(call);
        var result = KnownCommands.IsMutating(call.Name) && isKnown(call.Name)
            ? await _audit.Ask(call, [], refusal, () => ask(call), r => ((long)r.Code, r.Text), CommandResult.Error)
            : refusal ?? await ask(call);
        return _roles.Filter(call, result);
    }

    /// <summary>Does what no command asked for, and writes it down; on the loop's thread.</summary>
    /// <param name="name">The command that does the same.</param>
    /// <param name="run">Null when it was done, else why not.</param>
    public string? RunInside(string name, Func<string?> run)
    {
        var before = _audit.Now;
        string? error = run();
        _audit.Note(before, name, error);
        return error;
    }

    /// <summary>Makes another configuration's rules and audit log ready; false with the reason, and then nothing is left open.</summary>
    public bool TryPrepare(RbacSettings? roles, AuditSettings? audit, out string error)
    {
        error = _roles.Prepare(roles) ?? "";
        return error.Length == 0 && _audit.TryPrepare(audit, out error);
    }

    /// <summary>Forgets what was made ready.</summary>
    public void Leave() => _audit.Leave();

    /// <summary>Takes what was made ready into use.</summary>
    public void Take(AuditSettings? audit)
    {
        _roles.Take();
        _audit.Take(audit);
    }

    /// <summary>At a start DHCP is served whatever is wrong here: an audit log that cannot be opened is tried again with each command.</summary>
    public void Start(RbacSettings? roles, AuditSettings? audit)
    {
        _roles.Start(roles);
        _audit.Start(audit);
    }

    public void Dispose() => _audit.Dispose();
}
