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
/// command, and what changes something is written down before its answer leaves. The same for each program that takes
/// commands.
/// </summary>
/// <param name="ask">Gives the answer to a command.</param>
/// <param name="isKnown">Whether there is a command of this name.</param>
/// <param name="log">The logger <c>commands</c>.</param>
internal sealed class CommandGate(Func<CommandCall, Task<CommandResult>> ask, Func<string, bool> isKnown, TimeProvider clock, Logger log) : IDisposable
{
    private volatile AccessRules? _rules;
    private volatile AuditLog? _audit;
    private AccessRules? _nextRules;
    private AuditLog? _nextAudit;

    /// <summary>The answer to a command, or the refusal of it.</summary>
    public async Task<CommandResult> Ask(CommandCall call)
    {
        var rules = call.Caller.Channel is CallerChannel.Http or CallerChannel.Https ? _rules : null;
        var role = rules?.RoleOf(RequesterOf(call.Caller));
        var refusal = rules is null ? null
            : rules.RequiresTls && call.Caller.Channel == CallerChannel.Http ? CommandResult.Unauthorized()
            : rules.Accepts(role!, call.Name) ? null : CommandResult.Forbidden();
        if (refusal is not null)
        {
            log.Write(ControlLog.RoleRefused, $"{call.Caller}: role \"{role!.Name}\" may not use '{Printable(call.Name)}'");
        }

        var result = KnownCommands.IsMutating(call.Name) && isKnown(call.Name)
            ? await AskWithAudit(call, refusal)
            : refusal ?? await ask(call);
        return role is null ? result : rules!.Filter(role, call.Name, result);
    }

    /// <summary>Makes another configuration's rules and audit log ready; false with the reason, and then nothing is left open.</summary>
    public bool TryPrepare(RbacSettings? roles, AuditSettings? audit, out string error)
    {
        error = "";
        _nextRules = roles is null ? null : Rules(roles, out error);
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
        _nextRules = null;
    }

    /// <summary>Takes what was made ready into use.</summary>
    public void Take(AuditSettings? audit)
    {
        var before = _audit;
        _rules = _nextRules;
        _audit = _nextAudit;
        _nextRules = null;
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

    /// <summary>
    /// At a start DHCP is served whatever is wrong here: with rules that cannot be used nobody may do anything by HTTP, and
    /// an audit log that cannot be opened is tried again with each command.
    /// </summary>
    public void Start(RbacSettings? roles, AuditSettings? audit)
    {
        if (roles is not null && (_rules = Rules(roles, out string error)) is null)
        {
            log.Write(ControlLog.RolesFailed, $"{error}; no command is taken by HTTP");
            _rules = AccessRules.TryCreate(new RbacSettings { Method = roles.Method, ApiFiles = "", Place = roles.Place }, [], out _);
        }

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

        var entry = new AuditedCommand(AuditedCallerOf(call.Caller), call.Name, call.Arguments, (long)result.Code, result.Text);
        return await audit.Record(entry) is { } problem ? CommandResult.Error(problem) : result;
    }

    private static AccessRules? Rules(RbacSettings roles, out string error) =>
        ApiFiles.Read(roles.ApiFiles, out _, out error) is { } definitions ? AccessRules.TryCreate(roles, definitions, out error) : null;

    private AuditLog NewAudit(AuditSettings settings)
    {
        string path = settings.File.Contains('/', StringComparison.Ordinal) ? settings.File : Path.Combine(Paths.Log, settings.File);
        return new AuditLog((out string error) => AuditFile.TryOpen(path, log, out error), settings, clock, log);
    }

    private static Requester RequesterOf(Caller caller) =>
        new(caller.User, caller.CertificateSubject, caller.CertificateIssuer, caller.Remote?.Address.ToString());

    private static AuditedCaller AuditedCallerOf(Caller caller) => new(caller.Channel.ToString().ToLowerInvariant())
    {
        User = caller.User,
        Certificate = caller.CertificateName,
        UserId = caller.UserId,
        ProcessId = caller.ProcessId,
        Address = caller.Remote?.ToString(),
    };

    private static string Printable(string name) =>
        string.Concat((name.Length > 64 ? name[..64] : name).Select(c => char.IsControl(c) ? '?' : c));
}
