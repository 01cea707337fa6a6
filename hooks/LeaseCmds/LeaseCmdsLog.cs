using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Logging;

namespace StandardLibraries.LeaseCmds;

/// <summary>Log messages of one family's commands. Ids are Kea's, words are ours.</summary>
internal sealed class LeaseCmdsLog(Logger log, bool isV4)
{
    private static readonly LogId InitId = LogId.Info("LEASE_CMDS_INIT_OK");
    private static readonly LogId DeinitId = LogId.Info("LEASE_CMDS_DEINIT_OK");
    private static readonly LogId Add4 = LogId.Debug(20, "LEASE_CMDS_ADD4");
    private static readonly LogId Add6 = LogId.Debug(20, "LEASE_CMDS_ADD6");
    private static readonly LogId AddFailed4 = LogId.Error("LEASE_CMDS_ADD4_FAILED");
    private static readonly LogId AddFailed6 = LogId.Error("LEASE_CMDS_ADD6_FAILED");
    private static readonly LogId AddConflict4 = LogId.Info("LEASE_CMDS_ADD4_CONFLICT");
    private static readonly LogId AddConflict6 = LogId.Warn("LEASE_CMDS_ADD6_CONFLICT");
    private static readonly LogId Update4 = LogId.Debug(20, "LEASE_CMDS_UPDATE4");
    private static readonly LogId Update6 = LogId.Debug(20, "LEASE_CMDS_UPDATE6");
    private static readonly LogId UpdateFailed4 = LogId.Error("LEASE_CMDS_UPDATE4_FAILED");
    private static readonly LogId UpdateFailed6 = LogId.Error("LEASE_CMDS_UPDATE6_FAILED");
    private static readonly LogId UpdateConflict4 = LogId.Warn("LEASE_CMDS_UPDATE4_CONFLICT");
    private static readonly LogId UpdateConflict6 = LogId.Warn("LEASE_CMDS_UPDATE6_CONFLICT");
    private static readonly LogId Del4 = LogId.Debug(20, "LEASE_CMDS_DEL4");
    private static readonly LogId Del6 = LogId.Debug(20, "LEASE_CMDS_DEL6");
    private static readonly LogId DelFailed4 = LogId.Error("LEASE_CMDS_DEL4_FAILED");
    private static readonly LogId DelFailed6 = LogId.Error("LEASE_CMDS_DEL6_FAILED");
    private static readonly LogId GetFailed4 = LogId.Error("LEASE_CMDS_GET4_FAILED");
    private static readonly LogId GetFailed6 = LogId.Error("LEASE_CMDS_GET6_FAILED");
    private static readonly LogId Wipe4 = LogId.Info("LEASE_CMDS_WIPE4");
    private static readonly LogId Wipe6 = LogId.Info("LEASE_CMDS_WIPE6");
    private static readonly LogId WipeFailed4 = LogId.Error("LEASE_CMDS_WIPE4_FAILED");
    private static readonly LogId WipeFailed6 = LogId.Error("LEASE_CMDS_WIPE6_FAILED");
    private static readonly LogId ResendFailed4 = LogId.Error("LEASE_CMDS_RESEND_DDNS4_FAILED");
    private static readonly LogId ResendFailed6 = LogId.Error("LEASE_CMDS_RESEND_DDNS6_FAILED");
    private static readonly LogId BulkId = LogId.Debug(20, "LEASE_CMDS_BULK_APPLY6");
    private static readonly LogId BulkFailedId = LogId.Error("LEASE_CMDS_BULK_APPLY6_FAILED");
    private static readonly LogId WriteFailedId = LogId.Error("NESTOR_LEASE_WRITE_FAILED");

    public void Loaded() => log.Write(InitId, $"lease commands are ready");

    public void Unloaded() => log.Write(DeinitId, $"lease commands are gone");

    /// <summary>What became of <c>leaseN-add</c>.</summary>
    public CommandResult Added(CommandCall call, CommandResult result) => Tell(
        call, result, isV4 ? Add4 : Add6, isV4 ? AddConflict4 : AddConflict6, isV4 ? AddFailed4 : AddFailed6);

    /// <summary>What became of <c>leaseN-update</c>.</summary>
    public CommandResult Updated(CommandCall call, CommandResult result) => Tell(
        call, result, isV4 ? Update4 : Update6, isV4 ? UpdateConflict4 : UpdateConflict6, isV4 ? UpdateFailed4 : UpdateFailed6);

    /// <summary>What became of <c>leaseN-del</c>.</summary>
    public CommandResult Deleted(CommandCall call, CommandResult result)
    {
        var failed = isV4 ? DelFailed4 : DelFailed6;
        return Tell(call, result, isV4 ? Del4 : Del6, failed, failed);
    }

    /// <summary>What became of <c>lease6-bulk-apply</c>.</summary>
    public CommandResult Applied(CommandCall call, CommandResult result) => Tell(call, result, BulkId, BulkFailedId, BulkFailedId);

    /// <summary>What became of <c>leaseN-get</c>.</summary>
    public CommandResult Got(CommandCall call, CommandResult result)
    {
        if (result.Code == ResultCode.Error)
        {
            log.Write(isV4 ? GetFailed4 : GetFailed6, $"{call.Name} failed: {result.Text ?? ""}");
        }

        return result;
    }

    public void Wiped(CommandCall call, long count) => log.Write(isV4 ? Wipe4 : Wipe6, $"{call.Name} removed {count} leases");

    public void WipeFailed(CommandCall call, string problem) => log.Write(isV4 ? WipeFailed4 : WipeFailed6, $"{call.Name}: {problem}");

    public void ResendFailed(string problem) => log.Write(isV4 ? ResendFailed4 : ResendFailed6, $"{problem}");

    public void WriteFailed(string path, string problem) => log.Write(WriteFailedId, $"leases could not be written into {path}: {problem}");

    private CommandResult Tell(CommandCall call, CommandResult result, LogId done, LogId conflict, LogId failed)
    {
        var id = result.Code switch
        {
            ResultCode.Success or ResultCode.Empty => done,
            ResultCode.Conflict => conflict,
            _ => failed,
        };
        if (log.IsEnabled(id))
        {
            log.Write(id, $"{call.Name}: {result.Text ?? ""} (arguments: {Shown(call.Arguments)})");
        }

        return result;
    }

    private static string Shown(Element? arguments)
    {
        const int Most = 1000;
        string text = arguments is null ? "none" : JsonWriter.Compact(arguments);
        return text.Length > Most ? text[..Most] + "…" : text;
    }
}
