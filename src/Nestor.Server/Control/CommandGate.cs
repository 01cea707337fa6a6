using Nestor.Hooks.Commands;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Model.Settings.Rbac;
using Nestor.Server.Audit;
using Nestor.Server.Rbac;
using Nestor.Server.Runtime;

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
    private volatile AuditLog? _audit;
    private AuditLog? _nextAudit;

    /// <summary>The answer to a command, or the refusal of it.</summary>
    public async Task<CommandResult> Ask(CommandCall call)
    {
        var refusal = _roles.Refusal(call);
        var result = KnownCommands.IsMutating(call.Name) && isKnown(call.Name)
            ? await AskWithAudit(call, refusal)
            : refusal ?? await ask(call);
        return _roles.Filter(call, result);
    }

    /// <summary>Makes another configuration's rules and audit log ready; false with the reason, and then nothing is left open.</summary>
    public bool TryPrepare(RbacSettings? roles, AuditSettings? audit, out string error)
    {
        error = _roles.Prepare(roles) ?? "";
        if (error.Length > 0)
        {
            return false;
        }

        _nextAudit = _audit is { } now && audit?.File == now.Settings.File ? now : audit is null ? null : NewAudit(audit);
        if (_nextAudit is not null && _nextAudit != _audit && _nextAudit.Open() is { } problem)
        {
            error = problem;
            Leave();
            return false;
        }

        return true;
    }

    /// <summary>Forgets what was made ready.</summary>
    public void Leave()
    {
        if (_nextAudit != _audit)
        {
            _nextAudit?.Dispose();
        }

        _nextAudit = null;
    }

    /// <summary>Takes what was made ready into use.</summary>
    public void Take(AuditSettings? audit)
    {
        var before = _audit;
        _roles.Take();
        _audit = _nextAudit;
        _nextAudit = null;
        if (_audit is not null && audit is not null)
        {
            _audit.Settings = audit;
        }

        if (before != _audit)
        {
            before?.Dispose();
        }
    }

    /// <summary>At a start DHCP is served whatever is wrong here: an audit log that cannot be opened is tried again with each command.</summary>
    public void Start(RbacSettings? roles, AuditSettings? audit)
    {
        _roles.Start(roles);
        _audit = audit is null ? null : NewAudit(audit);
        if (_audit?.Open() is { } problem)
        {
            log.Write(AuditLogIds.Failed, $"{problem}");
        }
    }

    public void Dispose() => _audit?.Dispose();

    private async Task<CommandResult> AskWithAudit(CommandCall call, CommandResult? refusal)
    {
        // A command that takes the audit log away is written down in it.
        var audit = _audit;
        var result = refusal;
        if (result is null && audit is not null && await audit.Refusal() is { } reason)
        {
            return CommandResult.Error(reason);
        }

        result ??= await ask(call);
        audit ??= _audit;
        if (audit is null)
        {
            return result;
        }

        var entry = new AuditedCommand(CallerOf(call), call.Name, call.Arguments, (long)result.Code, result.Text);
        return await audit.Record(entry) is { } problem && refusal is null ? CommandResult.Error(problem) : result;
    }

    private AuditLog NewAudit(AuditSettings settings)
    {
        string path = settings.File.Contains('/', StringComparison.Ordinal) ? settings.File : Path.Combine(Paths.Log, settings.File);
        return new AuditLog((out string error) => AuditFile.TryOpen(path, log, out error), settings, clock, log);
    }

    private static AuditedCaller CallerOf(CommandCall call) => new(call.Caller.Channel.ToString().ToLowerInvariant())
    {
        User = call.Caller.User,
        Certificate = call.Caller.CertificateName,
        UserId = call.Caller.UserId,
        ProcessId = call.Caller.ProcessId,
        Address = call.Caller.Remote?.ToString(),
    };
}
