// Answers requests, a line of JSON each on standard input, with a line of JSON each, until the input ends: a request
// names a script of this folder, which is compiled once, and what it is given. Argument: this folder.
import groovy.json.JsonOutput
import groovy.json.JsonSlurper

def folder = new File(args[0])
// What a script prints is no answer.
def answers = System.out
System.out = System.err
def loader = new GroovyClassLoader(this.class.classLoader)
Map<String, Class> compiled = [:]
System.in.eachLine('UTF-8') { line ->
  def request = new JsonSlurper().parseText(line)
  def answer = [:]
  try {
    def type = compiled.computeIfAbsent(request.script) { loader.parseClass(new File(folder, it)) }
    def script = type.getDeclaredConstructor().newInstance()
    script.binding = new Binding(given: request.given)
    answer.value = script.run()
  } catch (Throwable problem) {
    answer.problem = problem.toString() + problem.stackTrace.collect { "\n  at $it" }.join('')
  }
  answers.println JsonOutput.toJson(answer)
  answers.flush()
}
