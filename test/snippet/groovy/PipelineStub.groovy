// Runs each Jenkinsfile of a list with a stub of the pipeline DSL: what every step was handed.
// Given by Server.groovy: the list, of texts and of what `sh(returnStatus: true)` answers in each.
import org.codehaus.groovy.control.CompilerConfiguration

/** A name that stands for itself, as `scm` and `any` do. */
class Name {
  String name
}

abstract class PipelineScript extends Script {
  List calls = []
  private int code = 0

  void answer(int exitCode) {
    this.@code = exitCode
  }

  def methodMissing(String name, args) {
    List list = args as List
    Closure body = !list.isEmpty() && list.last() instanceof Closure ? list.pop() : null
    calls << [name: name, args: list.collect { plain(it) }]
    if (body != null) {
      body.delegate = this
      body.resolveStrategy = Closure.DELEGATE_FIRST
      body.call()
    }
    if (name == 'error') throw new IllegalStateException('error step: ' + list[0])
    Map named = !list.isEmpty() && list[0] instanceof Map ? (Map) list[0] : [:]
    if (name == 'sh' && named.returnStatus) return this.@code
    return [step: name] + named
  }

  def propertyMissing(String name) {
    if (name == 'env') return [SHARD: '3']
    return new Name(name: name)
  }

  static Object plain(value) {
    if (value instanceof GString) return value.toString()
    if (value instanceof Name) return [symbol: value.name]
    if (value instanceof Map) return value.collectEntries { key, item -> [(key.toString()): plain(item)] }
    if (value instanceof List) return value.collect { plain(it) }
    return value
  }
}

def configuration = new CompilerConfiguration(scriptBaseClass: PipelineScript.name, sourceEncoding: 'UTF-8')
return given.collect { item ->
  def result = [:]
  try {
    def script = new GroovyShell(this.class.classLoader, new Binding(), configuration).parse(item.text)
    script.answer(item.code ?: 0)
    result.calls = script.calls
    script.run()
  } catch (Throwable problem) {
    result.problem = problem.class.simpleName + ': ' + problem.message
  }
  result
}
