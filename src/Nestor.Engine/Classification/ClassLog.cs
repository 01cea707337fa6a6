using Nestor.Model.Classes;
using Nestor.Model.Logging;

namespace Nestor.Engine.Classification;

/// <summary>Log messages of classification. Ids are Kea's, words are ours.</summary>
/// <param name="isV4">Which server's ids they are.</param>
/// <param name="evaluation">The logger of expressions.</param>
/// <param name="server">The logger of classes that a subnet or pool asks for.</param>
public sealed class ClassLog(bool isV4, Logger evaluation, Logger server)
{
    private static readonly LogId ResultId = LogId.Debug(50, "DHCPSRV_EVAL_RESULT");
    private static readonly LogId ErrorId = LogId.Error("DHCPSRV_EVAL_ERROR");
    private static readonly LogId TemplateResultId = LogId.Debug(50, "DHCPSRV_TEMPLATE_EVAL_RESULT");
    private static readonly LogId TemplateErrorId = LogId.Error("DHCPSRV_TEMPLATE_EVAL_ERROR");

    private static readonly LogId Undefined4 = LogId.Debug(40, "DHCP4_ADDITIONAL_CLASS_UNDEFINED");
    private static readonly LogId Undefined6 = LogId.Debug(40, "DHCP6_ADDITIONAL_CLASS_UNDEFINED");
    private static readonly LogId NoTest4 = LogId.Debug(40, "DHCP4_ADDITIONAL_CLASS_NO_TEST");
    private static readonly LogId NoTest6 = LogId.Debug(40, "DHCP6_ADDITIONAL_CLASS_NO_TEST");

    /// <summary>The expression cannot be evaluated for this query, which is not in the class then.</summary>
    public void Failed(ClientClass definition, string reason) => evaluation.Write(
        definition.IsTemplate ? TemplateErrorId : ErrorId, $"class {definition.Name} cannot be decided: {reason}");

    /// <summary>Results are logged: asked before, for a message that is not wanted costs its arguments all the same.</summary>
    public bool WantsResults => evaluation.IsEnabled(ResultId);

    public void Tested(ClientClass definition, bool isMember) =>
        evaluation.Write(ResultId, $"class {definition.Name} is {(isMember ? "true" : "false")}");

    public void Spawned(ClientClass definition, ReadOnlySpan<byte> value) =>
        evaluation.Write(TemplateResultId, $"class {definition.Name} gives {value}");

    /// <summary>A list of additional classes names one that nothing defines.</summary>
    public void Undefined(string name) => server.Write(isV4 ? Undefined4 : Undefined6, $"additional class {name} is not defined");

    /// <summary>An additional class without a test takes in everybody.</summary>
    public void NoTest(string name) => server.Write(isV4 ? NoTest4 : NoTest6, $"additional class {name} has no test: the client is in it");
}
